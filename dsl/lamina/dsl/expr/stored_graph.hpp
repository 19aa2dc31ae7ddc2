#pragma once

#include <array>
#include <span>

#include <lamina/dsl/expr/arena.hpp>

namespace lamina::graph {

/// A graph that the compiler made, without the room to grow: what a program keeps of it.
struct graph_view {
    std::span<node const> nodes;
    std::span<int const> pool;  ///< the children, see arena
    std::span<std::string_view const> names;
    std::span<function const> functions;
    bool whole_tensors = false;
};

constexpr graph_view view_of(arena const& g) {
    auto const first = [](auto const& of, int size) { return std::span(of).first(static_cast<std::size_t>(size)); };
    return {first(g.nodes, g.size), first(g.pool, g.pool_size), first(g.names, g.name_count),
            first(g.functions, g.function_count), g.whole_tensors};
}

template <int Nodes, int Pool, int Names, int Functions>
struct stored_graph {
    std::array<node, Nodes> nodes{};
    std::array<int, Pool> pool{};
    std::array<std::string_view, Names> names{};
    std::array<function, Functions> functions{};
    bool whole_tensors = false;
    [[nodiscard]] constexpr graph_view view() const { return {nodes, pool, names, functions, whole_tensors}; }
};

/// `From` in a constant of its size. Its literals are left out: a program has values of its own for them.
template <arena const& From>
inline constexpr auto stored = [] {
    stored_graph<From.size, From.pool_size, From.name_count, From.function_count> out;
    for (std::size_t i = 0; i < out.nodes.size(); ++i) out.nodes[i] = From.nodes[i];
    for (std::size_t i = 0; i < out.pool.size(); ++i) out.pool[i] = From.pool[i];
    for (std::size_t i = 0; i < out.names.size(); ++i) out.names[i] = From.names[i];
    for (std::size_t i = 0; i < out.functions.size(); ++i) out.functions[i] = From.functions[i];
    out.whole_tensors = From.whole_tensors;
    return out;
}();

/// The graph with room to grow, every node under its id, and the values of its literals by slot
constexpr arena restored(graph_view const& from, std::span<double const> literals) {
    arena out;
    for (std::size_t i = 0; i < from.pool.size(); ++i) out.pool[i] = from.pool[i];
    for (std::string_view const name : from.names) out.names[static_cast<std::size_t>(out.name_count++)] = name;
    for (function const& f : from.functions) out.functions[static_cast<std::size_t>(out.function_count++)] = f;
    for (double const value : literals) out.values[static_cast<std::size_t>(out.value_count++)] = value;
    out.whole_tensors = from.whole_tensors;
    out.pool_size = static_cast<int>(from.pool.size());
    for (node const& n : from.nodes) out.take(n);
    return out;
}

}  // namespace lamina::graph
