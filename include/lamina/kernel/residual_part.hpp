#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <stdexcept>
#include <vector>

#include <lamina/kernel/gram_factors.hpp>
#include <lamina/kernel/jet_workspace.hpp>
#include <lamina/kernel/point_set.hpp>
#include <lamina/kernel/residual_system.hpp>
#include <lamina/network/network_layout.hpp>
#include <lamina/parallel/thread_pool.hpp>
#include <lamina/sample/term_reading.hpp>

namespace lamina {

/// What the adjoint of a row (or, with combination::mean, of every point) is.
enum class row_adjoint {
    residual,  ///< scale * r_n, or scale * (J direction)_n where there is a direction
    given,     ///< scale * w_n
    mean       ///< scale times the weight of the point, for combination::mean
};

/// Sums over the rows
struct row_sums {
    double square = 0;  ///< of r^2
    double mean = 0;    ///< with combination::mean over the points, of F times their weights
};

/// Equations or conditions at their common points: what a `collocated` system needs of them, with the equations, the
/// activation and the SIMD width behind virtual functions that are called once a thread and pass.
///
/// Each of the R scalar residuals is a block; all have the same number N of rows and follow each other.
/// `panels` is a range of the panels of `points()`, both ends multiples of points().panels_per_row().
/// r, w, out, shape (R, N), have one entry a row of this part, of which those in the range are read or written; with
/// combination::mean nothing is written to r and out. The sums over the rows in the range are added to `sums`,
/// shape (R,).
template <class Real>
class residual_part {
public:
    std::vector<residual_block> blocks;  ///< (R,): name, begin, size, lambda
    std::shared_ptr<term_reading const> reading;  ///< of the R residuals, where there is one

    virtual ~residual_part() = default;
    [[nodiscard]] virtual point_set<Real> const& points() const = 0;
    /// Outputs that the network must have.
    [[nodiscard]] virtual std::size_t outputs() const = 0;
    /// Trained parameters of the equation, which stand behind the network's in theta.
    [[nodiscard]] virtual std::size_t trained() const = 0;

    /// What the residuals at one of the points are functions of, as `term_reading` has it: the channels of all
    /// unknowns, then the trained parameters
    virtual void variables(network_layout const& layout, Real const* theta, std::size_t point,
                           jet_workspace<Real>& work, std::span<double> u) const = 0;

    /// r
    virtual void residual(network_layout const& layout, Real const* theta, index_range panels,
                          jet_workspace<Real>& work, Real* r, row_sums* sums) const = 0;
    /// out = J direction
    virtual void tangent(network_layout const& layout, Real const* theta, Real const* direction, index_range panels,
                         jet_workspace<Real>& work, Real* out, row_sums* sums) const = 0;
    /// gradient, shape (P,), += J^T (adjoint of the rows), scale of shape (R,); `w` is read for row_adjoint::given
    /// only. The sums are those of r or, unless `direction` is null, of J direction.
    virtual void pull_back(network_layout const& layout, Real const* theta, Real const* direction, index_range panels,
                           jet_workspace<Real>& work, row_adjoint kind, Real const* scale, Real const* w,
                           Real* gradient, row_sums* sums) const = 0;
    /// product, shape (P,), += the derivative along `direction` of J^T (adjoint of the rows) as a function of theta:
    /// for row_adjoint::residual with that of r, else with adjoints that do not depend on theta. The sums are those of
    /// r. Cost: 2 to 2.5 times pull_back. Throws std::invalid_argument by a part without second derivatives.
    virtual void curvature(network_layout const&, Real const*, Real const* /*direction*/, index_range,
                           jet_workspace<Real>& /*work*/, jet_workspace<Real>& /*along*/, row_adjoint, Real const*,
                           Real const*, Real* /*product*/, row_sums*) const {
        throw std::invalid_argument("hessian_times: the rows of " + blocks.front().name +
                                    " have no second derivatives: pass second_derivatives to collocate");
    }
    /// r, and j_transposed[p * stride + i * N + n] = dr_in/dtheta_p. Not for combination::mean.
    virtual void jacobian(network_layout const& layout, Real const* theta, index_range panels,
                          jet_workspace<Real>& work, Real* r, Real* j_transposed, std::size_t stride) const = 0;
    /// The rows of J in tables that are laid out, those of residual i in to[i]. Not for combination::mean.
    virtual void gram_rows(network_layout const& layout, Real const* theta, index_range panels,
                           jet_workspace<Real>& work, gram_factors<Real>* to) const = 0;
    /// A piece of J_x J_y^T from the tables of this part or of any two.
    virtual void gram_block(gram_factors<Real> const& x, gram_factors<Real> const& y,
                            gram_target<Real> const& target) const = 0;
    /// balance_rows, for tables of this part and of any others
    virtual void balance(std::span<weighted_rows<Real> const> tables, index_range units, Real* s) const = 0;
};

}  // namespace lamina
