#pragma once

#include <span>

#include <lamina/dsl/expr/rebuild.hpp>

namespace lamina::graph {

/// The arena of the nodes `roots` alone, which become their ids there, with every tensor in its components
/// (`arena::whole_tensors`); names keep their numbers. Cost: one visit of every node.
constexpr arena written_out(arena const& from, std::span<node_id> roots) {
    arena to;
    to.names = from.names;
    to.name_count = from.name_count;
    transfer moved(from, to, from.values);
    for (node_id& root : roots) root = moved(root);
    return to;
}

}  // namespace lamina::graph
