#pragma once

#include <memory>
#include <vector>

#include <lamina/dsl/evaluate/apply.hpp>
#include <lamina/dsl/expr/expression.hpp>
#include <lamina/dsl/rewrite/inline.hpp>

/// An expression in numbers, over any value type that has + - * / and the elementary functions: double, complex,
/// SIMD batch, rationals of any precision (for expressions without functions).
namespace lamina::evaluate {

/// A rational in the value type
template <class V>
V rational_as(long n, long d) {
    V const top(static_cast<double>(n));
    return d == 1 ? top : V(top / V(static_cast<double>(d)));
}

/// True for what an environment gives: everything that is not arithmetic on its children.
constexpr bool is_leaf(graph::op kind) {
    using graph::op;
    bool const arithmetic = kind == op::number || kind == op::literal || kind == op::sum || kind == op::product ||
                            kind == op::power || kind == op::where || elementary::is_function(kind);
    return !arithmetic;
}

/// The value of the scalar node `id` from those of its children, `child(id)`; its derivatives are carried out and
/// coefficients written out. `leaf(g, id)` gives coordinates, parameters, unknowns, fields and their partial derivatives.
template <class V, class Leaf, class Child>
V operation(graph::arena const& g, int id, Leaf const& leaf, Child const& child) {
    using graph::op;
    graph::node const& n = g[id];
    if (n.kind == op::number) return rational_as<V>(n.a, n.b);
    if (n.kind == op::literal) return V(g.values[static_cast<std::size_t>(n.a)]);
    if (is_leaf(n.kind)) return leaf(g, id);
    if (n.kind == op::where) {
        V const p = child(g.child(id, 0)), q = child(g.child(id, 1));
        V const then = child(g.child(id, 2)), otherwise = child(g.child(id, 3));
        return evaluate::choose(graph::relation_of(n), p, q, then, otherwise);
    }
    V out = child(g.child(id, 0));
    if (elementary::is_function(n.kind))
        return evaluate::apply(n.kind, out, n.count > 1 ? child(g.child(id, 1)) : out);  // not std::apply
    if (n.kind == op::power) out = evaluate::power(out, n.a, n.b);
    for (int k = 1; k < n.count; ++k) {
        V const next = child(g.child(id, k));
        out = n.kind == op::sum ? V(out + next) : V(out * next);
    }
    return out;
}

/// The value of the scalar node `root`, by operations. Cost: one for each distinct subexpression.
template <class V, class Leaf>
V node(graph::arena const& g, int root, Leaf const& leaf) {
    std::vector<V> value(static_cast<std::size_t>(g.size), V(0));
    std::vector<bool> known(static_cast<std::size_t>(g.size), false);
    auto visit = [&](auto& self, int id) -> V {
        auto const at = static_cast<std::size_t>(id);
        if (known[at]) return value[at];
        known[at] = true;
        return value[at] = operation<V>(g, id, leaf, [&](int child) -> V { return self(self, child); });
    };
    return visit(visit, root);
}

/// The value of a scalar expression: `value<double>(e, leaf)`.
template <class V, class E, class Leaf>
V value(E const& e, Leaf const& leaf) {
    auto const g = std::make_unique<graph::arena>();
    int id = graph::scalarize(*g, e.lower(*g));
    id = graph::scalarize(*g, graph::inline_calls(*g, id));
    return node<V>(*g, id, leaf);
}

}  // namespace lamina::evaluate
