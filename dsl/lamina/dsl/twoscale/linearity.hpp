#pragma once

#include <lamina/dsl/expr/arena.hpp>

/// How an expression depends on an unknown, read off its structure.
namespace lamina::graph::expanding {

/// True if the node `what` occurs in `id`.
constexpr bool holds(arena const& g, int id, int what) {
    if (id == what) return true;
    for (int k = 0; k < g[id].count; ++k)
        if (holds(g, g.child(id, k), what)) return true;
    return false;
}

/// True for what takes tensors to tensors or components term by term; `contract` is linear in each of its two.
constexpr bool rearranges(op kind) {
    return kind == op::sym || kind == op::contract || kind == op::entry || kind == op::vector || kind == op::matrix;
}

/// Products and powers may hide a nonlinearity: true if `id` is affine in the node u1.
constexpr bool linear_in(arena const& g, int id, int u1) {
    node const n = g[id];
    int holders = 0;
    for (int k = 0; k < n.count; ++k) {
        int const child = g.child(id, k);
        if (!holds(g, child, u1)) continue;
        ++holders;
        if (!linear_in(g, child, u1)) return false;
    }
    if (holders == 0) return true;
    if (n.kind == op::product || n.kind == op::dot || n.kind == op::contract) return holders == 1;
    return rearranges(n.kind) || n.kind == op::sum || n.kind == op::grad || n.kind == op::div || n.kind == op::lap ||
           n.kind == op::partial || n.kind == op::mean;
}

/// True if a derivative of the node u stands inside a power or function, or beside another factor with u.
constexpr bool nonlinear_in_gradient(arena const& g, int id, int u) {
    auto differentiated = [&](auto& self, int at) -> bool {
        node const n = g[at];
        bool const operation = n.kind == op::grad || n.kind == op::div || n.kind == op::lap || n.kind == op::partial;
        if (operation && holds(g, at, u)) return true;
        for (int k = 0; k < n.count; ++k)
            if (self(self, g.child(at, k))) return true;
        return false;
    };
    node const n = g[id];
    if (!differentiated(differentiated, id)) return false;
    bool const operation = n.kind == op::grad || n.kind == op::div || n.kind == op::lap || n.kind == op::partial;
    bool const linear =
        operation || n.kind == op::sum || n.kind == op::product || n.kind == op::dot || rearranges(n.kind);
    int holders = 0;
    for (int k = 0; k < n.count; ++k) holders += holds(g, g.child(id, k), u) ? 1 : 0;
    bool const many = n.kind == op::sum || n.kind == op::vector || n.kind == op::matrix;
    if (!linear || (holders > 1 && !many)) return true;
    if (operation && g[id].count > 0) {
        int const inner = g.child(id, 0);
        if (inner != u && !differentiated(differentiated, inner) && !linear_in(g, inner, u)) return true;
    }
    for (int k = 0; k < n.count; ++k)
        if (nonlinear_in_gradient(g, g.child(id, k), u)) return true;
    return false;
}

}  // namespace lamina::graph::expanding
