#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include <lamina/dsl/terms/periods.hpp>
#include <lamina/dsl/terms/residuals.hpp>
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
             std::vector<double> const& points, bool at_all_times);

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

    void add(std::string const& name, graph::arena& g, int residual, point_frame const& frame,
             std::vector<double> const& points);
    [[nodiscard]] period const* period_of(graph::arena const& g, affine_form const& form, std::size_t axis) const;
    [[nodiscard]] std::vector<double> values(graph::arena& g, affine_form const& form,
                                             std::vector<double> const& points, point_frame const& frame) const;
    [[nodiscard]] std::vector<long> key_of(std::span<double const> x) const;
    [[nodiscard]] std::string place_of(std::span<double const> x) const;
    [[nodiscard]] std::string sentence_of(statement const& a, statement const& b) const;
};

/// The block of condition number k = 0, 1, ...: "b", "b2", ...
inline std::string name_of_condition(std::size_t k) {
    return k == 0 ? "b" : "b" + std::to_string(k + 1);
}

/// The sentence on a residual that nothing balances
std::string no_solution(unknown_table const& unknowns, unbalanced const& of);

/// Whether a place is one of time: `t == 0`
template <class Place>
bool is_initial(Place const& place) {
    if constexpr (requires { place.left; }) {
        graph::arena g;
        return graph::is_time(g, place.left.lower(g));
    } else {
        return false;
    }
}

/// Those of a problem, with equations that no solution balances. Its conditions laid on lattices with corners and
/// edges, where sides meet. Left out: means, and measured values, which have noise.
template <class E, class... Conditions>
std::vector<std::string> contradictions_of(problem_t<E, Conditions...> const& problem, box const& domain,
                                           bindings const& known) {
    using all_of_it = problem_t<E, Conditions...>;
    constexpr unknown_table const& unknowns = unknowns_of<all_of_it>::value;
    contradictions said(unknowns, domain, known);
    side_points const meeting{.count = domain.dimension() <= 4 ? 5u : 2u, .lattice = true};
    std::size_t k = 0;
    boost::hana::for_each(problem.conditions, [&]<class Condition>(Condition const&) {
        std::string const name = name_of_condition(k++);
        for (int i = 0; i < unknowns.dimension; ++i)
            if (auto const unknown = periodic_unknown<Condition>(i); !unknown.empty())
                said.identify(name, unknown, static_cast<std::size_t>(i), order_in_space<all_of_it>(i));
    });
    k = 0;
    boost::hana::for_each(problem.conditions, [&]<class Condition>(Condition const& c) {
        std::string const name = name_of_condition(k++);
        if constexpr (!is_mean_condition<Condition> && !is_periodic_condition<Condition>) {
            point_frame const frame = frame_of_condition(c.equation, {unknowns.dimension, unknowns.time});
            if (frame.observed) return;
            graph::arena g;
            auto const residuals = joint_residual<all_of_it, decltype(c.equation)>(c.equation).lower(g);
            each_place(c.place, [&]<class Place>(Place const& place) {
                if constexpr (requires { place.left; } || std::is_same_v<Place, boundary_t>)
                    said.add(name, g, residuals, frame, place_points(domain, frame, meeting, known, {})(place),
                             unknowns.time && !is_initial(place));
            });
        }
    });
    auto out = said.found();
    for (unbalanced const& one : unbalanced_equations(problem, domain, known))
        out.push_back(no_solution(unknowns, one));
    return out;
}

}  // namespace lamina
