#pragma once

#include <cstddef>
#include <vector>

#include <lamina/passes/point_set.hpp>

namespace lamina {

/// Sums over the rows of one residual
struct row_sums {
    double square = 0;  ///< of r^2 over the closed rows
    double open = 0;    ///< what the points seen so far add to the open row

    /// The sum of r^2 over all rows, once all points are in.
    [[nodiscard]] double squares() const { return square + open * open; }
};

/// r = R F: how the values F of a residual at the points of a set make its rows. R is, as `combination` says, the
/// identity, [I -I], or the weights of the points as one row; so J v = R (F' v), J^T w = F'^T (R^T w), and
/// J J^T = R (F' F'^T) R^T.
///
/// A row is closed if the points of one block make it. An open one is known, and its adjoint with it, only when all
/// blocks are in: until then its adjoint is taken to be 1, and what comes of it kept apart, to be multiplied then.
template <class Real>
class row_operator {
public:
    explicit row_operator(point_set<Real> const& points) : points_(points) {}

    /// Whether there is an open row; there is no other then.
    [[nodiscard]] bool open() const { return points_.how() == combination::mean; }
    /// How many rows are closed.
    [[nodiscard]] std::size_t closed() const { return open() ? 0 : points_.rows(); }
    /// The points whose F make a row
    [[nodiscard]] std::vector<std::size_t> points_of(std::size_t row) const;

    /// f [panel][group][residual][lane] = F at a block becomes R F: at each point its row, if that is closed. Writes
    /// the closed rows to r, shape (residuals, closed()), unless that is null, and adds all to `sums`, shape
    /// (residuals,).
    void apply(point_block<Real> const& block, std::size_t residuals, Real* f, Real* r, row_sums* sums) const;

    /// adjoint[lane] = R^T (scale w) at a group of a block, w[lane] the adjoints of the closed rows that its points are
    /// in; 0 in lanes that hold no point of their own.
    void transpose(point_block<Real> const& block, std::size_t p, std::size_t g, Real scale, Real const* w,
                   Real* adjoint) const;

private:
    point_set<Real> const& points_;
};

extern template class row_operator<double>;
extern template class row_operator<float>;

}  // namespace lamina
