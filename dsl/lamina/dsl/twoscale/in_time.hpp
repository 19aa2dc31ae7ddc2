#pragma once

#include <lamina/dsl/expr/order.hpp>
#include <lamina/dsl/rewrite/replace.hpp>
#include <lamina/dsl/twoscale/linearity.hpp>

/// What depends on time where the expansion has none: correctors are functions of y, or of x and y.
namespace lamina::graph::expanding {

/// True if something under `id` depends on time other than the unknowns.
constexpr bool varies_in_time(arena const& g, int id) {
    return any_coefficient(g, id, [&](int at) { return is_time(g, at); });
}

/// True if an average under `id` is of something that depends on time.
constexpr bool averages_in_time(arena const& g, int id) {
    return any_of(g, id, [&](int at) { return g[at].kind == op::mean && varies_in_time(g, at); });
}

/// `id` without its derivatives in time
constexpr int stationary(arena& g, int id) {
    return replace(g, id, [&g](int at) {
        bool const in_time = g[at].kind == op::partial && is_time(g, g.child(at, g[at].count - 1));
        return in_time ? number(g, 0) : -1;
    });
}

}  // namespace lamina::graph::expanding
