#pragma once

#include <lamina/dsl/expr/arena.hpp>

namespace lamina::graph {

/// The factors of a product, or the one factor that anything else is.
constexpr id_list factors_of(arena const& g, node_id id) {
    if (g[id].kind == op::product) return g.children(id);
    return ids(id);
}
/// The terms of a sum, or the one term that anything else is.
constexpr id_list terms_of(arena const& g, node_id id) {
    if (g[id].kind == op::sum) return g.children(id);
    return ids(id);
}

/// True if a node at or below `id` fulfils `what`.
template <class What>
constexpr bool any_of(arena const& g, node_id id, What const& what) {
    if (what(id)) return true;
    for (int k = 0; k < g[id].count; ++k)
        if (any_of(g, g.child(id, k), what)) return true;
    return false;
}
/// True if the node `what` occurs in `id`.
constexpr bool holds(arena const& g, node_id id, node_id what) {
    if (id == what) return true;
    for (int k = 0; k < g[id].count; ++k)
        if (holds(g, g.child(id, k), what)) return true;
    return false;
}

/// The place of an id in a list, or -1
constexpr int position_in(id_list const& list, node_id id) {
    for (int k = 0; k < list.size; ++k)
        if (list[k] == id) return k;
    return -1;
}

/// A jet is the unknown or a partial derivative of it.
constexpr bool is_jet(arena const& g, node_id id) {
    return g[id].kind == op::unknown || (g[id].kind == op::partial && g[g.child(id, 0)].kind == op::unknown);
}

/// The unknown of a jet
constexpr node_id base_of(arena const& g, node_id jet) { return g[jet].kind == op::partial ? g.child(jet, 0) : jet; }

}  // namespace lamina::graph
