#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include <lamina/parallel/thread_pool.hpp>
#include <lamina/passes/gram_factors.hpp>
#include <lamina/passes/jet_passes.hpp>
#include <lamina/passes/jet_workspace.hpp>
#include <lamina/rows/pointwise_pass.hpp>
#include <lamina/rows/residual_system.hpp>
#include <lamina/sample/term_reading.hpp>

namespace lamina {

/// Equations or conditions at their common points: what a `collocated_system` is made of. All its residuals share one
/// pass forward and, for the gradient, one in reverse. The equations are pointwise functions behind pointers.
///
/// Each of the R scalar residuals is a block; all have the same number N of rows and follow each other.
/// `panels` is a range of the panels of `points()`, both ends multiples of points().panels_per_row().
/// r, w, out, shape (R, N), have one entry a row of this part, of which the closed ones in the range are read or
/// written (see row_operator); an open row's value is in the sums, its adjoint taken to be 1. The sums over the rows in
/// the range are added to `sums`, shape (R,).
template <class Real>
class residual_part {
public:
    std::vector<residual_block> blocks;           ///< (R,): name, begin, size, lambda
    std::shared_ptr<term_reading const> reading;  ///< of the R residuals, where there is one

    /// `names` of the residuals; all have the weight lambda. Throws std::invalid_argument if the size of an array in
    /// `data`, of `constants` or of `names` is not what the term reads, and for a mean of more than one residual.
    residual_part(term_functions<Real> term, std::vector<std::string> names, point_data const& data,
                  std::vector<double> const& constants = {}, combination how = combination::each, double lambda = 1.0);

    [[nodiscard]] point_set<Real> const& points() const { return pointwise_.points(); }
    /// At other points, as many, from now on. Throws as the constructor, before anything changes.
    void move_to(point_data const& data) { pointwise_.move_to(data); }
    [[nodiscard]] row_operator<Real> rows() const { return pointwise_.rows(); }
    /// Outputs that the network must have.
    [[nodiscard]] std::size_t outputs() const { return term().unknowns; }
    /// Trained parameters of the equation, which stand behind the network's in theta.
    [[nodiscard]] std::size_t trained() const { return term().trained; }

    /// What the residuals at one of the points are functions of, as `term_reading` has it: the channels of all
    /// unknowns, then the trained parameters
    void variables(network_layout const& layout, Real const* theta, std::size_t point, jet_workspace<Real>& work,
                   std::span<double> u) const;

    /// r
    void residual(network_layout const& layout, Real const* theta, index_range panels, jet_workspace<Real>& work,
                  Real* r, row_sums* sums) const;
    /// out = J direction
    void tangent(network_layout const& layout, Real const* theta, Real const* direction, index_range panels,
                 jet_workspace<Real>& work, Real* out, row_sums* sums) const;
    /// gradient, shape (P,), += J^T (scale w), scale of shape (R,); where w is null, it is r or, unless `direction` is
    /// null too, J direction. The sums are those of r or J direction likewise.
    void pull_back(network_layout const& layout, Real const* theta, Real const* direction, index_range panels,
                   jet_workspace<Real>& work, Real const* scale, Real const* w, Real* gradient, row_sums* sums) const;
    /// product, shape (P,), += the derivative along `direction` of J^T (scale r) as a function of theta. The sums are
    /// those of r. Cost: 2 to 2.5 times pull_back. Throws std::invalid_argument by a term without second derivatives.
    void curvature(network_layout const& layout, Real const* theta, Real const* direction, index_range panels,
                   jet_workspace<Real>& work, jet_workspace<Real>& along, Real const* scale, Real* product,
                   row_sums* sums) const;
    /// r, and j_transposed[p * stride + i * N + n] = dr_in/dtheta_p; of an open row `open`, shape (P,), += dr/dtheta.
    void jacobian(network_layout const& layout, Real const* theta, index_range panels, jet_workspace<Real>& work,
                  Real* r, Real* j_transposed, std::size_t stride, Real* open, row_sums* sums) const;
    /// The closed rows of J in tables that are laid out, those of residual i in to[i].
    void gram_rows(network_layout const& layout, Real const* theta, index_range panels, jet_workspace<Real>& work,
                   gram_factors<Real>* to) const;

private:
    jet_passes<Real> passes_;
    pointwise_pass<Real> pointwise_;

    [[nodiscard]] term_functions<Real> const& term() const { return pointwise_.term(); }
    /// Passes of the network, and what is given beside it
    void forward(network_layout const& layout, Real const* theta, point_block<Real> const& block,
                 jet_workspace<Real>& work) const;
    void forward_tangent(network_layout const& layout, Real const* theta, Real const* direction,
                         point_block<Real> const& block, jet_workspace<Real>& work) const;
    template <class Work>
    void each_block(network_layout const& layout, index_range panels, Work&& run) const;
};

extern template class residual_part<double>;
extern template class residual_part<float>;

}  // namespace lamina
