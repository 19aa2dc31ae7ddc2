#pragma once

#include <lamina/dsl/expr/arena.hpp>

namespace lamina::graph {

/// The canonical order of expressions: -1, 0, 1. It looks at meaning (kind, name, numbers, children), never at
/// ids, so that equal meanings written differently are ordered alike. A power is ordered by its base, a product
/// by its last factor.
constexpr int compare(arena const& g, node_id p, node_id q);

/// True for the time coordinate.
constexpr bool is_time(arena const& g, node_id id) {
    return g[id].kind == op::coordinate && g[id].name == name_id::time;
}

/// True for a position in space or a coordinate of one: not time, not the normal, not a measured value.
constexpr bool is_in_space(arena const& g, node_id id) {
    if (g[id].kind != op::coordinate && g[id].kind != op::position) return false;
    name_id const name = g[id].name;
    return name != name_id::time && name != name_id::normal && name != name_id::observed;
}

/// What a power or product is ordered by.
constexpr node_id lead_of(arena const& g, node_id id) {
    while (true) {
        node const& n = g.nodes[static_cast<std::size_t>(id)];
        if (n.kind == op::power) id = g.pool[n.first];
        else if (n.kind == op::product) id = g.pool[n.first + n.count - 1];
        else return id;
    }
}

constexpr int compare(arena const& g, node_id p, node_id q) {
    if (p == q) return 0;
    auto sign = [](auto x, auto y) { return x < y ? -1 : x > y ? 1 : 0; };
    node_id const lp = lead_of(g, p), lq = lead_of(g, q);
    if ((lp != p || lq != q)) {
        if (int const c = compare(g, lp, lq)) return c;
    }
    node const &m = g[p], &n = g[q];
    if (m.kind != n.kind) return sign(m.kind, n.kind);
    if (m.name != n.name) return sign(g.name_of(p), g.name_of(q));
    if (m.kind == op::power || m.kind == op::number) {
        if (int const c = sign(m.a * n.b, n.a * m.b)) return c;
    }
    if (m.kind == op::product || m.kind == op::sum) {
        for (int k = 1; k <= m.count && k <= n.count; ++k)
            if (int const c = compare(g, g.child(p, m.count - k), g.child(q, n.count - k))) return c;
        return sign(m.count, n.count);
    }
    if (m.kind != op::power) {
        if (int const c = sign(m.a, n.a)) return c;
        if (int const c = sign(m.b, n.b)) return c;
    }
    if (m.count != n.count) return sign(m.count, n.count);
    for (int k = 0; k < m.count; ++k)
        if (int const c = compare(g, g.child(p, k), g.child(q, k))) return c;
    return 0;
}

/// The canonical order of the terms of a sum, as one reads it: unknowns and high derivatives first, numbers last;
/// within one kind names and indices ascend, powers descend.
constexpr int compare_terms(arena const& g, node_id p, node_id q) {
    node_id const lp = lead_of(g, p), lq = lead_of(g, q);
    if (lp == lq) {
        auto exponent = [&](node_id id) {
            if (g[id].kind == op::product) id = g.child(id, g[id].count - 1);
            return g[id].kind == op::power ? rational{g[id].a, g[id].b} : rational{1};
        };
        rational const r = exponent(p), s = exponent(q);
        if (!(r == s)) return s < r ? -1 : 1;
        return compare(g, p, q);
    }
    if (g[lp].kind != g[lq].kind) return g[lp].kind > g[lq].kind ? -1 : 1;
    if (g[lp].kind == op::partial && g[lp].count != g[lq].count) return g[lp].count > g[lq].count ? -1 : 1;
    return compare(g, lp, lq);
}

}  // namespace lamina::graph
