#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <lamina/passes/jet_workspace.hpp>
#include <lamina/passes/point_set.hpp>
#include <lamina/rows/row_operator.hpp>
#include <lamina/rows/term_functions.hpp>

namespace lamina {

/// What lies between the passes forward and in reverse: the residuals F_i of a term and their slopes at each point,
/// from the jets of the network's outputs and the trained parameters q, and the rows r_i = R F_i. Knows nothing of the
/// network.
template <class Real>
class pointwise_pass {
public:
    /// Throws std::invalid_argument if the size of an array in `data` or of `constants` is not what the term reads.
    pointwise_pass(term_functions<Real> term, panel_shape shape, point_data const& data,
                   std::vector<double> const& constants, combination how);

    [[nodiscard]] point_set<Real> const& points() const { return points_; }
    void move_to(point_data const& data) { points_.move_to(data); }
    [[nodiscard]] term_functions<Real> const& term() const { return term_; }
    [[nodiscard]] row_operator<Real> rows() const { return row_operator<Real>(points_); }

    /// The variables of the F_i at one point of a block, shape (variables,)
    void read(jet_workspace<Real> const& work, std::size_t p, std::size_t g, std::size_t lane,
              Real const* trained_values, std::span<double> u) const;

    /// work.row_values = R F_i; r and sums as in row_operator::apply
    void evaluate(point_block<Real> const& block, jet_workspace<Real>& work, Real const* trained_values, Real* r,
                  row_sums* sums) const;

    /// The same of dF_i/du . du + dF_i/dq . dq, du in work.tangent_values
    void evaluate_tangent(point_block<Real> const& block, jet_workspace<Real>& work, Real const* trained_values,
                          Real const* trained_direction, Real* r, row_sums* sums) const;

    /// work.adjoint and work.trained_adjoint = sum_i (R^T a_i) dF_i/d(u, q), a_i = scale_i times w_i, or times the rows
    /// in work.row_values if w is null.
    void pull_back(point_block<Real> const& block, jet_workspace<Real>& work, Real const* trained_values,
                   Real const* scale, Real const* w) const;

    /// along.adjoint and along.trained_adjoint = the derivatives of what `pull_back` without w leaves in `work` along a
    /// direction of theta: sum_i (R^T da_i) dF_i/d(u, q) + (R^T a_i) d^2F_i/d(u, q)^2 d(u, q), with du in
    /// work.tangent_values, dq in `trained_direction`, and da_i = scale * the rows of `along`, 0 where they are open.
    void pull_back_tangent(point_block<Real> const& block, jet_workspace<Real>& work, jet_workspace<Real>& along,
                           Real const* trained_values, Real const* trained_direction, Real const* scale) const;

    /// As `pull_back` for residual number `residual` alone with the adjoint 1
    void pull_back_one(std::size_t residual, point_block<Real> const& block, jet_workspace<Real>& work,
                       Real const* trained_values) const;

    /// gradient[j] += sum over the block of work.trained_adjoint
    void trained_gradient(point_block<Real> const& block, jet_workspace<Real> const& work, Real* gradient) const;

    /// sum[lane] = work.trained_adjoint of q_j summed over the panels of a row, the first of which is p
    void trained_sum(jet_workspace<Real> const& work, std::size_t p, std::size_t g, std::size_t j, Real* sum) const;

private:
    static constexpr std::size_t line = line_size<Real>;

    [[nodiscard]] std::size_t channels() const { return term_.rule.channels(); }
    [[nodiscard]] std::size_t groups() const { return points_.shape().groups; }
    /// F_i at the points of a group in the block: [panel][group][residual][lane].
    [[nodiscard]] std::size_t value_at(std::size_t p, std::size_t g, std::size_t i) const {
        return ((p * groups() + g) * term_.residuals + i) * line;
    }
    /// sum_i a_i dF_i/dq_j at a group of the block: [panel][group][trained parameter][lane]
    [[nodiscard]] std::size_t trained_at(std::size_t p, std::size_t g, std::size_t j) const {
        return ((p * groups() + g) * term_.trained + j) * line;
    }
    /// An unknown's jet at a group of the block's outputs
    [[nodiscard]] std::size_t output_at(std::size_t p, std::size_t unknown, std::size_t g) const {
        return (p * term_.unknowns + unknown) * points_.shape().row() + g * channels() * line;
    }
    template <class Work>
    void each_group(std::size_t panels, Work&& work) const;
    void gather(aligned_vector<Real> const& outputs, std::size_t p, std::size_t g, Real const* trained_values,
                Real* u) const;
    void scatter(Real const* sum, std::size_t p, std::size_t g, jet_workspace<Real>& work) const;

    term_functions<Real> term_;
    point_set<Real> points_;
    std::vector<Real> constants_;
};

extern template class pointwise_pass<double>;
extern template class pointwise_pass<float>;

}  // namespace lamina
