#pragma once

#include <lamina/dsl/expr/expression.hpp>
#include <lamina/dsl/rewrite/expand.hpp>
#include <lamina/dsl/rewrite/inline.hpp>

namespace lamina {

namespace graph {

/// The scalar `id` with derivatives carried out, coefficients written out and products expanded.
constexpr node_id normal_form(arena& g, graph::node_id id) {
    graph::node_id const flat = inline_calls(g, scalarize(g, id));
    return expand(g, scalarize(g, flat));
}

/// True if p and q, of one arena, expand to the same sum, component by component.
constexpr bool same(arena& g, graph::node_id p, graph::node_id q) {
    shape const form = g[p].form;
    if (form != g[q].form) return false;
    int const rows = form.is_scalar() ? 1 : form.rows, cols = form.is_matrix() ? form.cols : 1;
    for (int i = 0; i < rows; ++i)
        for (int j = 0; j < cols; ++j) {
            graph::node_id const left = normal_form(g, form.is_scalar() ? p : component(g, p, i, j));
            graph::node_id const right = normal_form(g, form.is_scalar() ? q : component(g, q, i, j));
            if (!is_zero(g, expand(g, difference(g, left, right)))) return false;
        }
    return true;
}

}  // namespace graph

/// What can be put into an arena: an expression, or an equation as left - right.
template <class E>
concept Lowerable = requires(E const& e, graph::arena& g) {
    { e.lower(g) } -> std::same_as<graph::node_id>;
};

/// True if p and q mean the same: their difference, with derivatives carried out, coefficients replaced by their
/// bodies and literals compared by value, expands to zero. Sufficient, not necessary: sin^2 + cos^2 is not seen to
/// be 1. Equations are compared as left - right. Use: `static_assert(same(lap(u), div(grad(u))))`.
template <Lowerable P, Lowerable Q>
constexpr bool same(P const& p, Q const& q) {
    graph::arena one, other;
    one.literals_by_value = other.literals_by_value = true;
    graph::node_id const left = p.lower(one), right = q.lower(other);
    // Two arenas, so that coefficients of one name and different bodies stay different.
    auto written_out = [](graph::arena& g, graph::node_id id) {
        return g[id].form.is_scalar() ? graph::inline_calls(g, graph::scalarize(g, id)) : id;
    };
    graph::node_id const flat = written_out(one, left);
    graph::node_id const moved = graph::transfer(one, other, one.values)(flat);
    return graph::same(other, moved, written_out(other, right));
}

}  // namespace lamina
