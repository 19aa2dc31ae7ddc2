#pragma once

#include <lamina/dsl/calculus/derivative.hpp>
#include <lamina/dsl/calculus/order.hpp>
#include <lamina/dsl/expr/parts.hpp>

namespace lamina::twoscale {

/// Whether an equation differentiates an unknown in space
template <class Equation>
inline constexpr bool has_slope = [] {
    graph::arena g;
    Equation{}.lower(g);
    for (graph::node_id id{}; g.has(id); ++id) {
        graph::node const& n = g[id];
        if (n.count == 0 || !graph::contains(g, g.child(id, 0), graph::op::unknown)) continue;
        bool const in_time = n.kind == graph::op::partial && graph::is_time(g, g.child(id, n.count - 1));
        if (graph::is_differential(n.kind) || (n.kind == graph::op::partial && !in_time)) return true;
    }
    return false;
}();

}  // namespace lamina::twoscale
