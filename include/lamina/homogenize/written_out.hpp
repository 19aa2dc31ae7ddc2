#pragma once

#include <span>

#include <lamina/dsl/expr/rebuild.hpp>

namespace lamina {

/// The arena of the nodes `roots` alone, which become their ids there, with every tensor in its components
/// (`graph::arena::whole_tensors`); names keep their numbers. Cost: one visit of every node.
inline graph::arena written_out(graph::arena const& from, std::span<int> roots) {
    graph::arena to;
    to.names = from.names;
    to.name_count = from.name_count;
    graph::transfer moved(from, to, from.values);
    for (int& root : roots) root = moved(root);
    return to;
}

}  // namespace lamina
