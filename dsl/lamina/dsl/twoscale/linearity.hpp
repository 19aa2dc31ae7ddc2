#pragma once

#include <lamina/dsl/expr/parts.hpp>

/// How an expression depends on an unknown, read off its structure.
namespace lamina::graph::expanding {

/// True if something under `id` fulfils `what`, but for unknowns, what these depend on, and the coordinates along which
/// derivatives are taken.
template <class What>
constexpr bool any_coefficient(arena const& g, node_id id, What const& what) {
    node const& n = g[id];
    if (n.kind == op::unknown) return false;
    if (what(id)) return true;
    int const functions = n.kind == op::partial ? 1 : n.count;
    for (int k = 0; k < functions; ++k)
        if (any_coefficient(g, g.child(id, k), what)) return true;
    return false;
}

/// True for what takes tensors to tensors or components term by term; `contract` is linear in each of its two.
constexpr bool rearranges(op kind) {
    return kind == op::sym || kind == op::contract || kind == op::entry || kind == op::vector || kind == op::matrix;
}

/// True for a derivative of any kind.
constexpr bool differentiates(op kind) { return is_differential(kind) || kind == op::partial; }

/// Products and powers may hide a nonlinearity: true if `id` is affine in the node u1.
constexpr bool linear_in(arena const& g, node_id id, node_id u1) {
    node const n = g[id];
    int holders = 0;
    for (int k = 0; k < n.count; ++k) {
        node_id const child = g.child(id, k);
        if (!holds(g, child, u1)) continue;
        ++holders;
        if (!linear_in(g, child, u1)) return false;
    }
    if (holders == 0) return true;
    if (n.kind == op::product || n.kind == op::dot || n.kind == op::contract) return holders == 1;
    return rearranges(n.kind) || differentiates(n.kind) || n.kind == op::sum || n.kind == op::mean;
}

/// True if a derivative of the node u stands inside a power or function, or beside another factor with u.
constexpr bool nonlinear_in_gradient(arena const& g, node_id id, node_id u) {
    auto differentiated = [&](node_id at) {
        return any_of(g, at, [&](node_id below) { return differentiates(g[below].kind) && holds(g, below, u); });
    };
    node const n = g[id];
    if (!differentiated(id)) return false;
    bool const operation = differentiates(n.kind);
    bool const linear =
        operation || n.kind == op::sum || n.kind == op::product || n.kind == op::dot || rearranges(n.kind);
    int holders = 0;
    for (int k = 0; k < n.count; ++k) holders += holds(g, g.child(id, k), u) ? 1 : 0;
    bool const many = n.kind == op::sum || n.kind == op::vector || n.kind == op::matrix;
    if (!linear || (holders > 1 && !many)) return true;
    if (operation && g[id].count > 0) {
        node_id const inner = g.child(id, 0);
        if (inner != u && !differentiated(inner) && !linear_in(g, inner, u)) return true;
    }
    for (int k = 0; k < n.count; ++k)
        if (nonlinear_in_gradient(g, g.child(id, k), u)) return true;
    return false;
}

}  // namespace lamina::graph::expanding
