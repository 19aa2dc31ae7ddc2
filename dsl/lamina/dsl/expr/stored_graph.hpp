#pragma once

#include <array>
#include <span>

#include <lamina/dsl/expr/arena.hpp>

namespace lamina::graph {

/// A graph that the compiler made, without the room to grow: what a program keeps of it. Plain pointers, as spans would
/// cost every program that includes the language.
struct graph_view {
    node const* nodes = nullptr;
    node_id const* pool = nullptr;  ///< the children, see arena
    std::string_view const* names = nullptr;
    function const* functions = nullptr;
    int size = 0, pool_size = 0, name_count = 0, function_count = 0;
    bool whole_tensors = false;
};

constexpr graph_view view_of(arena const& g) {
    return {g.nodes,     g.pool,       g.names.data(),   g.functions.data(), g.size,
            g.pool_size, g.name_count, g.function_count, g.whole_tensors};
}

template <int Nodes, int Pool, int Names, int Functions>
struct stored_graph {
    node nodes[Nodes + 1]{};
    node_id pool[Pool + 1]{};
    std::string_view names[Names + 1]{};
    function functions[Functions + 1]{};
    bool whole_tensors = false;
    [[nodiscard]] constexpr graph_view view() const {
        return {nodes, pool, names, functions, Nodes, Pool, Names, Functions, whole_tensors};
    }
};

/// `From` in a constant of its size. Its literals are left out: a program has values of its own for them.
template <arena const& From>
inline constexpr auto stored = [] {
    stored_graph<From.size, From.pool_size, From.name_count, From.function_count> out;
    for (int i = 0; i < From.size; ++i) out.nodes[i] = From.nodes[i];
    for (int i = 0; i < From.pool_size; ++i) out.pool[i] = From.pool[i];
    for (int i = 0; i < From.name_count; ++i) out.names[i] = From.names[i];
    for (int i = 0; i < From.function_count; ++i) out.functions[i] = From.functions[i];
    out.whole_tensors = From.whole_tensors;
    return out;
}();

/// The graph with room to grow, every node under its id, and the values of its literals by slot
constexpr arena restored(graph_view const& from, std::span<double const> literals) {
    arena out;
    out.whole_tensors = from.whole_tensors;
    out.pool_size = from.pool_size, out.name_count = from.name_count, out.function_count = from.function_count;
    for (int i = 0; i < from.pool_size; ++i) out.pool[i] = from.pool[i];
    for (int i = 0; i < from.name_count; ++i) out.names[static_cast<std::size_t>(i)] = from.names[i];
    for (int i = 0; i < from.function_count; ++i) out.functions[static_cast<std::size_t>(i)] = from.functions[i];
    for (double const value : literals) out.values[static_cast<std::size_t>(out.value_count++)] = value;
    for (int i = 0; i < from.size; ++i) out.take(from.nodes[i]);
    return out;
}

}  // namespace lamina::graph
