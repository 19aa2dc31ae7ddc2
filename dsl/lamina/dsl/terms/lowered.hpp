#pragma once

#include <stdexcept>

#include <lamina/dsl/evaluate/program.hpp>
#include <lamina/dsl/reject/jump.hpp>
#include <lamina/dsl/terms/plan.hpp>
#include <lamina/dsl/expr/stored_graph.hpp>

namespace lamina {

/// The static side of the residuals of residuals.hpp: `Source::residual(g)` puts one or a list of them into an arena,
/// `Source::unknowns` says what they are functions of. Everything is computed once for the type, at compile time, and
/// read by all: facts, generated functions, and the numerics, which tabulate nodes of the graph.
template <class Source>
class lowered {
    struct result {
        graph::arena g;
        graph::id_list residuals;
        graph::term_plan plan;
        graph::program value;
        graph::program gradient[static_cast<std::size_t>(Source::residuals)];
    };
    static constexpr graph::id_list as_list(graph::node_id residual) {
        return graph::ids(residual);
    }
    static constexpr graph::id_list as_list(graph::id_list const& residuals) { return residuals; }
    static constexpr result made = [] {
        result r;
        if constexpr (!reject::strong_form<Source>()) return r;
        r.residuals = as_list(Source::residual(r.g));
        r.plan = graph::plan_term(r.g, r.residuals, Source::unknowns);
        if (r.plan.known && !requires { Source::of_solution; })
            throw std::logic_error("lamina: a residual without the unknown");
        if constexpr (requires { Source::of_solution; }) return r;  // it is evaluated by the interpreter
        r.value = graph::compile(r.g, r.plan.residuals);
        for (int i = 0; i < Source::residuals; ++i) {
            graph::id_list gradient;
            for (int c = 0; c < r.plan.variables(); ++c)
                gradient.push(
                    graph::derivative(r.g, r.plan.residuals[i], r.g.add({.kind = graph::op::channel, .a = c})));
            r.gradient[i] = graph::compile(r.g, gradient);
        }
        return r;
    }();

public:
    /// The residuals as written, nodes of `from`
    static constexpr graph::id_list residuals = made.residuals;
    static constexpr graph::term_plan plan = made.plan;
    static constexpr graph::arena const& from = made.g;
    /// Straight-line programs of F_i and, for each i, of its derivatives in all variables; those of what is only
    /// evaluated at a solution, `Source::of_solution`, are empty
    static constexpr auto const& value = made.value;
    static constexpr auto const& gradient = made.gradient;
};

}  // namespace lamina
