#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include <lamina/sample/affine_form.hpp>
#include <lamina/sample/balance.hpp>
#include <lamina/sample/box.hpp>
#include <lamina/sample/place_points.hpp>
#include <lamina/sample/tabulate.hpp>

namespace lamina {

/// Looks for points at which two conditions ask for different values: u == 1 on the lid and u == 0 on the walls, in the
/// corner; an initial value that is not the boundary's, or not periodic. A condition that is linear in the jets of the
/// unknowns says sum_k c_k jet_k = f at each of its points; two contradict each other where their c are parallel and
/// their f are not in the same ratio, by more than 1e-8 of the largest value that any condition gives. Others are left
/// out, and points where a coefficient is not finite.
class contradictions {
public:
    /// `domain`: of space and, as its last axis, time. All arguments must outlive the object.
    contradictions(unknown_table const& unknowns, box const& domain, bindings const& known)
        : unknowns_(&unknowns), domain_(&domain), known_(&known) {}

    /// Condition `name` identifies the sides across `axis` for an unknown: its values, and derivatives of an order
    /// below `order` along the axis, are one there. Before all `add`.
    void identify(std::string const& name, std::string_view unknown, std::size_t axis, int order);
    /// Takes in the scalar residuals of a condition, called `name`, at points of shape (N, frame.size()). Cost: one
    /// evaluation of its coefficients at the points. `at_all_times`: with the derivatives of the residuals in time,
    /// which the condition makes 0 as well.
    void add(std::string const& name, graph::arena& g, graph::id_list const& residuals, point_frame const& frame,
             point_list const& points, bool at_all_times);

    /// One sentence for each two conditions, with the first of their points: "b asks for u = 1 and b2 for u = 0 at
    /// x = (0, 1)"; and for each that holds on sides which another one makes periodic
    [[nodiscard]] std::vector<std::string> found() const;

private:
    struct period {
        std::string name, unknown;
        std::size_t axis;
        int order;
    };
    struct statement {
        std::string name, jet;                ///< jet: "u", "d(u, x[0])", or the sum of several
        std::map<std::string, double> slope;  ///< of each jet, by its text
        double value;
        std::vector<double> at;
    };
    unknown_table const* unknowns_;
    box const* domain_;
    bindings const* known_;
    std::vector<period> periods_;
    std::map<std::vector<long>, std::vector<statement>> at_;  ///< by the point, in 1e-9 of the sides
    std::set<std::pair<std::string, std::string>> doubled_;
    std::vector<std::string> on_periodic_sides_;

    void add(std::string const& name, graph::arena& g, graph::node_id residual, point_frame const& frame,
             point_list const& points);
    [[nodiscard]] period const* period_of(graph::arena const& g, affine_form const& form, std::size_t axis) const;
    /// The roots of a form at points, shape (roots, N), NaN at points where one of them is not finite
    [[nodiscard]] xt::xtensor<double, 2> values(graph::arena& g, affine_form const& form, point_list const& points,
                                                point_frame const& frame) const;
    [[nodiscard]] std::vector<long> key_of(std::span<double const> x) const;
    [[nodiscard]] std::string place_of(std::span<double const> x) const;
    [[nodiscard]] std::string sentence_of(statement const& a, statement const& b) const;
};

/// The block of condition number k = 0, 1, ...: "b", "b2", ...
std::string name_of_condition(std::size_t k);
/// The block of equation number k: "r1", "r2", ... of a system; else the name of the unknown, unless that could be a
/// condition's
std::string name_of_equation(lowered_problem const& problem, std::size_t k);

/// Those of a problem, with equations of a system that ask for different values (`r1 asks for ...`) at points inside,
/// and those that no solution balances. Its conditions laid on lattices with corners and edges, where sides meet. Left
/// out: means, and measured values, which have noise.
std::vector<std::string> contradictions_of(lowered_problem const& problem, box const& domain, bindings const& known);

}  // namespace lamina
