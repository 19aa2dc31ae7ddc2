#pragma once

#include <set>
#include <string>

#include <boost/hana/for_each.hpp>

#include <lamina/dsl/problem/problem.hpp>

namespace lamina {

/// The names that a problem writes: what arguments may bind. A name that only drops out of the equation later, such as
/// that of a parameter in a coefficient that is differentiated away, counts.
class mentioned_names {
public:
    mentioned_names() = default;
    template <class E, class... Conditions>
    explicit mentioned_names(problem_t<E, Conditions...> const& problem) {
        boost::hana::for_each(equations_of(problem.equation), [&](auto const& equation) { add(equation); });
        boost::hana::for_each(problem.conditions, [&](auto const& condition) { add(condition); });
    }

    /// Adds those of all nodes of `g`.
    void add_nodes(graph::arena const& g);
    void add(mentioned_names const& more);
    template <class Of>
    void add(Of const& expression) {
        graph::arena g;
        expression.lower(g);
        add_nodes(g);
    }
    template <class Where, class Of>
    void add(condition_t<Where, Of> const& condition) {
        add(condition.equation);
        add_place(condition.place);
    }
    template <class Of, class At, class R>
    void add(equation_t<mean_t<Of, At>, R> const& condition) {
        add(condition.left.of);
        add(condition.right);
    }

    /// Throw std::invalid_argument for a name that is not there, with those that are and the nearest of them; `who`
    /// takes the argument: "collocate".
    void expect_parameter(char const* who, std::string const& name) const;
    void expect_field(char const* who, std::string const& name) const;
    void expect_measured(char const* who, std::string const& name) const;

private:
    std::set<std::string> parameters_, fields_, measured_;

    void add_place(boundary_t) {}
    template <Period Where>
    void add_place(Where const&) {}
    template <fixed_string Name>
    void add_place(measured_t<Name>) {
        measured_.insert(std::string(Name.view()));
    }
    template <class L, class R>
    void add_place(equation_t<L, R> const& plane) {
        add(plane.left);
        add(plane.right);
    }
    template <class... Places>
    void add_place(union_t<Places...> const& all) {
        boost::hana::for_each(all.places, [&](auto const& place) { add_place(place); });
    }
};

}  // namespace lamina
