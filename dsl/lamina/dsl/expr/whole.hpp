#pragma once

#include <lamina/dsl/expr/component.hpp>

/// Vectors and matrices that stay one node where `arena::whole_tensors` says so, and are their components elsewhere.
namespace lamina::graph {

/// The node itself, or the vector or matrix of its components
constexpr node_id whole_or_components(arena& g, node_id id) {
    shape const form = g[id].form;
    if (g.whole_tensors || form.is_scalar()) return id;
    id_list all;
    for (int i = 0; i < form.rows; ++i)
        for (int j = 0; j < (form.is_matrix() ? form.cols : 1); ++j) all.push(component(g, id, i, j));
    return g.add({.kind = form.is_matrix() ? op::matrix : op::vector, .form = form}, all);
}

/// (A + A^T) / 2, linear: numbers leave it, and sym(A^T) = sym(A) of a unit matrix
constexpr node_id sym(arena& g, node_id e) {
    shape const form = g[e].form;
    if (is_zero(g, e)) return e;
    if (split_term const t = split_factor(g, e); !(t.factor == rational{1})) return scaled(g, t.factor, sym(g, t.rest));
    if (g[e].kind == op::sym) return e;
    if (g[e].kind == op::unit && g[e].a >= g[e].b) {
        if (g[e].a == g[e].b) return whole_or_components(g, e);
        e = unit_matrix(g, static_cast<int>(g[e].b), static_cast<int>(g[e].a), form);
    }
    return whole_or_components(g, g.add({.kind = op::sym, .form = form}, ids(e)));
}

/// Notes of the coefficients that the tensor `c` is made of that they act on matrices.
constexpr void note_rank_four(arena& g, node_id c) {
    if (g[c].kind == op::call) g.functions[static_cast<std::size_t>(g[c].a)].on_matrices = true;
    else if (g[c].kind == op::sum || g[c].kind == op::product)
        for (int k = 0; k < g[c].count; ++k)
            if (g[g.child(c, k)].form == g[c].form) note_rank_four(g, g.child(c, k));
}

/// sum_kl C_ijkl A_kl, row D i + j and column D k + l of C: numbers leave it
constexpr node_id contract(arena& g, node_id c, node_id e) {
    shape const form = g[e].form;
    if (is_zero(g, e) || is_zero(g, c)) return zero(g, form);
    if (split_term const t = split_factor(g, e); !(t.factor == rational{1}))
        return scaled(g, t.factor, contract(g, c, t.rest));
    note_rank_four(g, c);
    return whole_or_components(g, g.add({.kind = op::contract, .form = form}, ids(c, e)));
}

/// sum_i A_ii: of a gradient the divergence, of its symmetric part the same
constexpr node_id trace(arena& g, node_id m) {
    if (g.whole_tensors && g[m].kind == op::sym) return trace(g, g.child(m, 0));
    if (g.whole_tensors && g[m].kind == op::grad)
        return differential(g, op::div, g[m].name, static_cast<int>(g[m].b), g.child(m, 0));
    id_list all;
    for (int i = 0; i < g[m].form.rows; ++i) all.push(component(g, m, i, i));
    return sum(g, all);
}

/// grad, div or lap of anything; grad of a scalar is one node everywhere
constexpr node_id whole_differential(arena& g, op kind, name_id name, int dimension, node_id child) {
    bool const of_scalar = kind == op::div ? !g[child].form.is_matrix() : g[child].form.is_scalar();
    node_id const out = differential(g, kind, name, dimension, child);
    return of_scalar ? out : whole_or_components(g, out);
}

/// Component (i, j) as one node where tensors are whole, so that it need not be written out
constexpr node_id entry_of(arena& g, node_id id, int i, int j) {
    return g.whole_tensors && !g[id].form.is_scalar() && !is_zero(g, id) ? entry(g, id, i, j) : component(g, id, i, j);
}

}  // namespace lamina::graph
