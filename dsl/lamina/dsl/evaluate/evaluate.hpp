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

/// The value of the scalar node `root`, whose derivatives are carried out and coefficients written out.
/// `leaf(g, id)` gives coordinates, parameters, unknowns, fields and their partial derivatives. Cost: one
/// operation for each distinct subexpression.
template <class V, class Leaf>
V node(graph::arena const& g, int root, Leaf const& leaf) {
    using graph::op;
    std::vector<V> value(static_cast<std::size_t>(g.size), V(0));
    std::vector<bool> known(static_cast<std::size_t>(g.size), false);
    auto visit = [&](auto& self, int id) -> V {
        auto const at = static_cast<std::size_t>(id);
        if (known[at]) return value[at];
        graph::node const& n = g[id];
        V out(0);
        if (n.kind == op::number) out = rational_as<V>(n.a, n.b);
        else if (n.kind == op::literal) out = V(g.values[static_cast<std::size_t>(n.a)]);
        else if (is_leaf(n.kind)) out = leaf(g, id);
        else if (n.kind == op::where) {
            V const p = self(self, g.child(id, 0)), q = self(self, g.child(id, 1));
            V const then = self(self, g.child(id, 2)), otherwise = self(self, g.child(id, 3));
            out = evaluate::choose(graph::relation_of(n), p, q, then, otherwise);
        }
        else if (elementary::is_function(n.kind)) {
            V const x = self(self, g.child(id, 0));
            out = evaluate::apply(n.kind, x, n.count > 1 ? self(self, g.child(id, 1)) : x);  // not std::apply
        } else {
            out = self(self, g.child(id, 0));
            if (n.kind == op::power) out = evaluate::power(out, n.a, n.b);
            for (int k = 1; k < n.count; ++k) {
                V const next = self(self, g.child(id, k));
                out = n.kind == op::sum ? V(out + next) : V(out * next);
            }
        }
        known[at] = true;
        return value[at] = out;
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
