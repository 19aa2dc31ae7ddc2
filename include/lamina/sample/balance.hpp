#pragma once

#include <array>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include <lamina/dsl/terms/lowered_problem.hpp>
#include <lamina/sample/affine_form.hpp>
#include <lamina/sample/place_points.hpp>
#include <lamina/sample/tensor_rule.hpp>
#include <lamina/sample/test_functions.hpp>

namespace lamina {

/// Whether the right-hand sides of an equation L w + s = 0, linear and in space only, are balanced. Each condition on a
/// side of the domain, B_i w + g_i = 0, is known there; axes may be periodic. If for all w
///     integral L w = sum_i c_i integral over the side of B_i w
/// with some constants c_i, as the divergence theorem has it for -div(A grad w) with fluxes, for div(v) with values,
/// and for periodic w with no c_i at all, a solution exists only where
///     integral s = sum_i c_i integral g_i.
/// That L is a divergence is asked of its adjoint, L* 1 = 0 at points; the c_i are found, and the relation is tested,
/// by quadrature on polynomials for w, along periodic axes on cosines. Where the conditions ask for no flux at all it
/// is enough that integral L w = 0 for w without flux: cosines that have none through the sides.
class balance {
public:
    /// All arguments must outlive the object.
    balance(unknown_table const& unknowns, box const& domain, bindings const& known)
        : unknowns_(&unknowns), domain_(&domain), known_(&known) {}

    /// Sides across an axis are identified for all components of an unknown.
    void identify(std::string_view unknown, std::size_t axis);
    /// Scalar residuals of a condition at points of shape (N, frame.size()), of which one on each side where it holds;
    /// those elsewhere are left out.
    void add_condition(graph::arena const& g, graph::id_list const& residuals, point_frame const& frame,
                       point_list const& points);

    /// The mean over the domain that a residual of an equation has whatever w is, and what it may be off by: the
    /// differences between quadratures of several sizes. {0, 0} where it depends on w, is 0 or cannot be told apart.
    struct mean_value {
        double value = 0, error = 0;
    };
    [[nodiscard]] mean_value fixed_mean(graph::arena const& g, graph::node_id residual) const;

private:
    struct condition {
        std::shared_ptr<graph::arena> g;
        affine_form form;
        point_frame frame;
        box_side at;
    };
    struct integrals {
        std::vector<double> of_tests;  ///< of L or B_i, of each test function for each unknown
        double of_rest = 0, size = 0;  ///< of s or g_i, and of its absolute value
        double terms = 0;              ///< of the absolute values of the terms of L or B_i, for the largest of them
        double largest = 0;            ///< of L or B_i at a point, for the largest of them
    };

    unknown_table const* unknowns_;
    box const* domain_;
    bindings const* known_;
    std::vector<condition> conditions_;
    std::array<std::array<bool, box::largest_dimension>, unknown_table::capacity> periodic_{};

    /// The axes along which all unknowns are periodic
    [[nodiscard]] std::vector<bool> rules() const;
    [[nodiscard]] bool has_fluxes(graph::arena const& g, affine_form const& form) const;
    /// A derivative of all test functions for an unknown at a point x, shape (tests,)
    [[nodiscard]] std::vector<double> tests(std::span<double const> x, std::size_t unknown, multi_index const& alpha,
                                            test_functions kind) const;
    [[nodiscard]] integrals integrate(graph::arena& g, affine_form const& form, point_frame const& frame,
                                      integral_rule const& over, test_functions kind) const;
    [[nodiscard]] integrals integrate_rest(graph::arena& g, affine_form const& form, point_frame const& frame,
                                           integral_rule const& over) const;
    [[nodiscard]] bool is_divergence(graph::arena& g, affine_form const& form) const;
    [[nodiscard]] bool relate(graph::arena& g, affine_form const& form, test_functions kind,
                              std::vector<double>& c) const;
};

/// An equation that no function solves, see `balance`
struct unbalanced {
    std::string block;  ///< of the residual, as `collocate` names it
    balance::mean_value mean;
};

/// The equations of a problem that nothing balances. Left out: problems in time, and more than three dimensions.
std::vector<unbalanced> unbalanced_equations(lowered_problem const& problem, box const& domain, bindings const& known);

}  // namespace lamina
