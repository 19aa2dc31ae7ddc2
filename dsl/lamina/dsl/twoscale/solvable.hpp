#pragma once

#include <lamina/dsl/rewrite/written_out.hpp>
#include <lamina/dsl/twoscale/homogenize.hpp>
#include <lamina/dsl/twoscale/in_time.hpp>
#include <lamina/dsl/weak/linear_problem.hpp>

namespace lamina::twoscale {

/// Why a residual in `unknown` at points of the position `name`, of an arena of whole tensors, is no linear problem
constexpr graph::linear_refusal refusal_of_problem(graph::arena const& from, graph::node_id root,
                                                   graph::node_id unknown, graph::name_id name) {
    graph::node_id roots[]{root, unknown};
    graph::arena g = graph::written_out(from, roots);
    return graph::read_linear_problem(g, graph::expanding::stationary(g, roots[0]), roots[1], name).why;
}

/// Why the cell problems of a derivation cannot be solved: they are linear problems of first order in weak form, or are
/// refused. All correctors have one operator (`graph::correctors_of`), so that one of them speaks for all; the measure
/// has its adjoint. One constant expression each: a compiler counts the operations of each.
template <class Source, std::size_t Root, graph::node_id Unknown>
inline constexpr graph::linear_refusal refusal_of_cell =
    refusal_of_problem(Source::made.from, Source::made.roots[Root], Unknown, Source::made.positions.fast);
template <class Source>
constexpr graph::linear_refusal refusal_of_cells() {
    constexpr derivation const& of = Source::made;
    graph::linear_refusal out = graph::linear_refusal::none;
    if constexpr (of.parts > 0) out = refusal_of_cell<Source, first_cell, of.unknown[0]>;
    if constexpr (of.measure != graph::node_id::none)
        if (out == graph::linear_refusal::none) out = refusal_of_cell<Source, measure, of.measure>;
    return out;
}

/// Why its effective equation, with averages as numbers, cannot be solved for its coefficients
template <class Source>
inline constexpr graph::linear_refusal refusal_of_effective = [] {
    graph::arena g = averaged_from<Source, graph::average_as::number>::from;
    auto const& roots = averaged_from<Source, graph::average_as::number>::roots;
    return refusal_of_problem(g, graph::difference(g, roots[0], roots[1]), Source::made.leading,
                              Source::made.positions.slow);
}();

/// Refuses, with a sentence, what `solve(two_scale, ...)` cannot solve.
template <class E, class... Conditions, fixed_string X, fixed_string Eps>
constexpr bool check_solvable(two_scale_t<problem_t<E, Conditions...>, X, Eps> const&) {
    using source = derived_from<E, Eps>;
    if constexpr (!reject::separable_averages<averaged_from<source, graph::average_as::number>::made.separable, X,
                                              Eps>())
        return false;
    else
        return reject::solvable_expansion<refusal_of_cells<source>(), refusal_of_effective<source>, E>();
}

}  // namespace lamina::twoscale
