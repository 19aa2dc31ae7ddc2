#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <lamina/numerics/dense_kernels.hpp>

namespace lamina::numerics {

/// A P = Q R by Householder reflectors, A of shape (m, n), with its columns as the rows of an array of shape (n, m)
/// that the factors overwrite: row j has column j of R up to its diagonal and, behind that, reflector j without its
/// first entry, 1. A right-hand side, shape (m,), becomes Q^T b on the way. Cost 2 m n^2 - 2/3 n^3 flops, nearly all of
/// them products of matrices.
class column_factors {
public:
    column_factors(std::span<double> columns, std::size_t n, std::span<double> right);

    /// With columns in the order given; needs m >= n.
    void in_order();

    /// Stops where no column that is left is longer than `tolerance` times the longest of A: `rank` columns are
    /// independent by that measure. Blocks of pivots are those of a random combination of the rows of what is left (J.
    /// Duersch and M. Gu, SIAM J. Sci. Comput. 39, 2017), always the same; within a block the longest goes first. What
    /// is left at the end is measured, not estimated.
    void by_pivots(double tolerance);

    [[nodiscard]] std::size_t rank() const { return rank_; }
    /// Column j of A P is column order()[j] of A.
    [[nodiscard]] std::span<std::size_t const> order() const { return order_; }
    /// Entries R_0j .. R_ij of column j, i = min(j, rank - 1)
    [[nodiscard]] double const* column(std::size_t j) const { return a_ + j * m_; }
    /// x = R^-1 c, R its leading square of size `rank`
    void solve(std::span<double> x) const;
    /// c = R^-T x, likewise
    void solve_transposed(std::span<double> x) const;
    /// x = Q x, shape (m,)
    void rotate(std::span<double> x) const;

private:
    double* a_;
    std::size_t m_, n_, rank_ = 0;
    std::span<double> right_;
    std::vector<std::size_t> order_;
    dense_kernels const& kernels_ = chosen_dense_kernels();
    std::vector<double> tau_, length_, random_, sketch_;

    [[nodiscard]] double* at(std::size_t j) { return a_ + j * m_; }
    void exchange(std::size_t i, std::size_t j);
    [[nodiscard]] std::size_t longest(std::size_t first, std::size_t end) const;
    void measure();
    void make_sketch();
    void choose(std::size_t count);
    std::size_t factor(std::size_t end, std::size_t most, double least);
    void apply(std::size_t count, std::size_t first);
    void follow(std::size_t count);
};

}  // namespace lamina::numerics
