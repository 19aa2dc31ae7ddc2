#pragma once

#include <lamina/dsl/expr/order.hpp>
#include <lamina/dsl/rewrite/replace.hpp>
#include <lamina/dsl/twoscale/linearity.hpp>

/// What depends on time where the expansion has none: correctors are functions of y, or of x and y.
namespace lamina::graph::expanding {

/// True if something under `id` depends on time other than the unknowns.
constexpr bool varies_in_time(arena const& g, node_id id) {
    return any_coefficient(g, id, [&](node_id at) { return is_time(g, at); });
}

/// True if an average under `id` is of something that depends on time.
constexpr bool averages_in_time(arena const& g, node_id id) {
    return any_of(g, id, [&](node_id at) { return g[at].kind == op::mean && varies_in_time(g, at); });
}

/// `id` without its derivatives in time
constexpr node_id stationary(arena& g, node_id id) {
    return replace(g, id, [&g](node_id at) {
        bool const in_time = g[at].kind == op::partial && is_time(g, g.child(at, g[at].count - 1));
        return in_time ? number(g, 0) : node_id::none;
    });
}

}  // namespace lamina::graph::expanding
