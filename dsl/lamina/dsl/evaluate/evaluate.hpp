#pragma once

#include <memory>
#include <span>
#include <vector>

#include <lamina/dsl/evaluate/step.hpp>
#include <lamina/dsl/evaluate/straight_line.hpp>
#include <lamina/dsl/expr/expression.hpp>
#include <lamina/dsl/rewrite/inline.hpp>

/// An expression in numbers, over any value type that has + - * / and the elementary functions: double, complex,
/// SIMD batch, rationals of any precision (for expressions without functions).
namespace lamina::evaluate {

/// The value of the scalar node `root`, by operations; `leaf(g, id)` gives coordinates, parameters, unknowns, fields
/// and their partial derivatives. Cost: one operation for each distinct subexpression.
template <class V, class Leaf>
V node(graph::arena const& g, graph::node_id root, Leaf const& leaf) {
    straight_line const program(g, std::span(&root, 1));
    std::vector<V> registers(static_cast<std::size_t>(program.size), V(0));
    run(g, program, leaf, registers.data());
    return registers[static_cast<std::size_t>(program.result.front())];
}

/// The value of a scalar expression: `value<double>(e, leaf)`.
template <class V, class E, class Leaf>
V value(E const& e, Leaf const& leaf) {
    auto const g = std::make_unique<graph::arena>();
    graph::node_id const id = e.lower(*g);
    return node<V>(*g, graph::carried_out(*g, id), leaf);
}

}  // namespace lamina::evaluate
