#pragma once

#include <lamina/dsl/expr/arena.hpp>
#include <lamina/dsl/expr/order.hpp>
#include <lamina/dsl/rewrite/replace.hpp>

/// What depends on time where the expansion has none: correctors are functions of y, or of x and y.
namespace lamina::graph::expanding {

/// True if something under `id` depends on time other than the unknowns.
constexpr bool varies_in_time(arena const& g, int id) {
    node const& n = g[id];
    if (n.kind == op::unknown) return false;
    if (is_time(g, id)) return true;
    int const functions = n.kind == op::partial ? 1 : n.count;
    for (int k = 0; k < functions; ++k)
        if (varies_in_time(g, g.child(id, k))) return true;
    return false;
}

/// True if an average under `id` is of something that depends on time.
constexpr bool averages_in_time(arena const& g, int id) {
    node const& n = g[id];
    if (n.kind == op::mean) return varies_in_time(g, id);
    for (int k = 0; k < n.count; ++k)
        if (averages_in_time(g, g.child(id, k))) return true;
    return false;
}

/// `id` without its derivatives in time
constexpr int stationary(arena& g, int id) {
    return replace(g, id, [&g](int at) {
        bool const in_time = g[at].kind == op::partial && is_time(g, g.child(at, g[at].count - 1));
        return in_time ? number(g, 0) : -1;
    });
}

}  // namespace lamina::graph::expanding
