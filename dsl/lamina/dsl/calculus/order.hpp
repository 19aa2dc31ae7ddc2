#pragma once

#include <lamina/dsl/expr/order.hpp>
#include <lamina/dsl/expr/parts.hpp>

namespace lamina::graph {

/// How often a node of this kind differentiates in space what is in it.
constexpr int derivatives_in_space(arena const& g, node_id id) {
    node const& n = g[id];
    if (n.kind == op::lap) return 2;
    if (is_differential(n.kind)) return 1;
    int order = 0;
    for (int k = 1; n.kind == op::partial && k < n.count; ++k) order += is_in_space(g, g.child(id, k)) ? 1 : 0;
    return order;
}

/// The highest order of the derivatives in space of anything at or below `id` that `counts`
template <class Counts>
constexpr int order_in_space(arena const& g, node_id id, Counts const& counts) {
    int below = 0;
    for (int k = 0; k < g[id].count; ++k)
        if (counts(g.child(id, k)))
            if (int const there = order_in_space(g, g.child(id, k), counts); there > below) below = there;
    return below + derivatives_in_space(g, id);
}

}  // namespace lamina::graph
