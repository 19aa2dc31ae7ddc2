#pragma once

#include <lamina/dsl/evaluate/apply.hpp>
#include <lamina/dsl/evaluate/program.hpp>

namespace lamina::evaluate {

/// A rational in the value type
template <class V>
constexpr V rational_as(long n, long d) {
    V const top(static_cast<double>(n));
    return d == 1 ? top : V(top / V(static_cast<double>(d)));
}

/// The meaning of step `i` of a program of nodes of `g` on numbers, which is no leaf, from the registers r before it
template <class V>
constexpr V step(graph::arena const& g, graph::instruction const& i, V const* r) {
    using graph::op;
    if (i.kind == op::number) return rational_as<V>(i.a, i.b);
    if (i.kind == op::literal) return V(g.values[static_cast<std::size_t>(i.a)]);
    V const& x = r[i.of[0]];
    if (i.kind == op::power) return evaluate::power(x, i.a, i.b);
    if (i.kind == op::where) return evaluate::choose(graph::relation{i.a}, x, r[i.of[1]], r[i.of[2]], r[i.of[3]]);
    V const& y = r[i.of[i.of[1] < 0 ? 0 : 1]];
    if (i.kind == op::sum) return V(x + y);
    return i.kind == op::product ? V(x * y) : evaluate::apply(i.kind, x, y);  // not std::apply
}

/// The registers r of a program, all of them, on numbers; `leaf(g, id)` gives coordinates, parameters, unknowns, fields
/// and their partial derivatives.
template <class V, class Program, class Leaf>
constexpr void run(graph::arena const& g, Program const& p, Leaf const& leaf, V* r) {
    for (int k = 0; k < p.size; ++k) {
        graph::instruction const& i = p.code[k];
        r[k] = i.leaf == graph::node_id::none ? step(g, i, r) : leaf(g, i.leaf);
    }
}

}  // namespace lamina::evaluate
