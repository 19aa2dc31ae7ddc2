#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <lamina/passes/jet_workspace.hpp>
#include <lamina/passes/point_set.hpp>
#include <lamina/rows/term_functions.hpp>

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

/// What lies between the passes forward and in reverse: the residuals F_i of a term and their slopes at each point,
/// from the jets of the network's outputs and the trained parameters q. Knows nothing of the network.
template <class Real>
class pointwise_pass {
public:
    /// Throws std::invalid_argument if the size of an array in `data` or of `constants` is not what the term reads.
    pointwise_pass(term_functions<Real> term, panel_shape shape, point_data const& data,
                   std::vector<double> const& constants, combination how);

    [[nodiscard]] point_set<Real> const& points() const { return points_; }
    [[nodiscard]] term_functions<Real> const& term() const { return term_; }

    /// The variables of the F_i at one point of a block, shape (variables,)
    void read(jet_workspace<Real> const& work, std::size_t p, std::size_t g, std::size_t lane,
              Real const* trained_values, std::span<double> u) const;

    /// work.row_values = F_i with their sign in the row
    void evaluate(point_block<Real> const& block, jet_workspace<Real>& work, Real const* trained_values) const;

    /// work.row_values = dF_i/du . du + dF_i/dq . dq with their sign in the row, du in work.tangent_values
    void evaluate_tangent(point_block<Real> const& block, jet_workspace<Real>& work, Real const* trained_values,
                          Real const* trained_direction) const;

    /// Adds the panels of each row, in all of them; writes the rows to r (unless null or one mean), and sums them, or
    /// the points of a mean.
    void finish_rows(point_block<Real> const& block, jet_workspace<Real>& work, Real* r, row_sums* sums) const;

    /// work.adjoint and work.trained_adjoint = sum_i a_i dF_i/d(u, q) with its sign in the row, a_i the adjoint of row
    /// i as residual_part::pull_back defines it; 0 in lanes that hold no point of their own.
    void pull_back(point_block<Real> const& block, jet_workspace<Real>& work, Real const* trained_values,
                   row_adjoint kind, Real const* scale, Real const* w) const;

    /// along.adjoint and along.trained_adjoint = the derivatives of what `pull_back` leaves in `work` along a direction
    /// of theta: sum_i da_i dF_i/d(u, q) + a_i d^2F_i/d(u, q)^2 d(u, q), with du in work.tangent_values, dq in
    /// `trained_direction`, and da_i = scale * the row of `along` for row_adjoint::residual, else 0.
    void pull_back_tangent(point_block<Real> const& block, jet_workspace<Real>& work, jet_workspace<Real>& along,
                           Real const* trained_values, Real const* trained_direction, row_adjoint kind,
                           Real const* scale, Real const* w) const;

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
    /// 1, or -1 where F enters its row with a minus sign
    [[nodiscard]] Real sign(point_block<Real> const& block, std::size_t p) const {
        return (block.first + p) % points_.panels_per_row() == 1 ? Real(-1) : Real(1);
    }
    template <class Work>
    void each_group(std::size_t panels, Work&& work) const;
    void gather(aligned_vector<Real> const& outputs, std::size_t p, std::size_t g, Real const* trained_values,
                Real* u) const;
    void scatter(Real const* sum, std::size_t p, std::size_t g, jet_workspace<Real>& work) const;
    void row_adjoints(point_block<Real> const& block, jet_workspace<Real> const& work, std::size_t p, std::size_t g,
                      std::size_t i, row_adjoint kind, Real scale, Real const* w, Real* adjoint) const;

    term_functions<Real> term_;
    point_set<Real> points_;
    std::vector<Real> constants_;
};

extern template class pointwise_pass<double>;
extern template class pointwise_pass<float>;

}  // namespace lamina
