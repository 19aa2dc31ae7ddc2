#pragma once

#include <lamina/dsl/rewrite/written_out.hpp>
#include <lamina/dsl/twoscale/homogenize.hpp>
#include <lamina/dsl/twoscale/in_time.hpp>
#include <lamina/dsl/weak/linear_problem.hpp>

namespace lamina::twoscale {

/// Why a residual in `unknown` at points of the position `name`, of an arena of whole tensors, is no linear problem
constexpr graph::linear_refusal refusal_of_problem(graph::arena const& from, int root, int unknown, int name) {
    int roots[]{root, unknown};
    graph::arena g = graph::written_out(from, roots);
    return graph::read_linear_problem(g, graph::expanding::stationary(g, roots[0]), roots[1], name).why;
}

/// Why the cell problems of a derivation, or its effective equation with averages as numbers, cannot be solved for the
/// coefficients of that equation: they are linear problems of first order in weak form, or are refused.
struct solvable {
    graph::linear_refusal cells = graph::linear_refusal::none;
    graph::linear_refusal effective = graph::linear_refusal::none;
};
template <class Source>
inline constexpr solvable solvable_of = [] {
    derivation const& of = Source::made;
    solvable out;
    for (int k = 0; k < of.parts && out.cells == graph::linear_refusal::none; ++k) {
        auto const cell = static_cast<std::size_t>(k);
        out.cells = refusal_of_problem(of.from, of.roots[first_cell + cell], of.unknown[cell], of.positions.fast);
    }
    if (of.measure >= 0 && out.cells == graph::linear_refusal::none)
        out.cells = refusal_of_problem(of.from, of.roots[measure], of.measure, of.positions.fast);
    graph::arena g = averaged_from<Source, graph::average_as::number>::from;
    auto const& [left, right] = averaged_from<Source, graph::average_as::number>::roots;
    out.effective = refusal_of_problem(g, graph::difference(g, left, right), of.leading, of.positions.slow);
    return out;
}();

/// Refuses, with a sentence, what `solve(two_scale, ...)` cannot solve.
template <class E, class... Conditions, fixed_string X, fixed_string Eps>
constexpr bool check_solvable(two_scale_t<problem_t<E, Conditions...>, X, Eps> const&) {
    using source = derived_from<E, Eps>;
    if constexpr (!reject::separable_averages<averaged_from<source, graph::average_as::number>::made.separable, X,
                                              Eps>())
        return false;
    else
        return reject::solvable_expansion<solvable_of<source>.cells, solvable_of<source>.effective, E>();
}

}  // namespace lamina::twoscale
