#pragma once

#include <lamina/dsl/rewrite/inline.hpp>
#include <lamina/dsl/weak/linearisation.hpp>

namespace lamina::graph {

/// The symmetric part of A of a residual F0 - div F1 of one scalar unknown, A = dF1 / dgrad u: entries (i, j), i >= j,
/// row by row: -sum_ij A_ij d_ij u are its derivatives of second order. Empty where coercivity is not defined: several
/// unknowns, derivatives in time, no first-order form, no A, or one that depends on the unknown.
constexpr id_list diffusion(arena& g, node_id residual) {
    id_list const unknowns = unknowns_in(g, residual);
    if (unknowns.size != 1) return {};
    first_order_form const form = first_order_form_of(g, residual);
    if (!form.exists()) return {};
    auto const in_time = [&g](node_id id) {
        return is_jet(g, id) && g[id].kind == op::partial && is_time(g, g.child(id, 1));
    };
    bool stationary = !any_of(g, form.f0, in_time);
    for (int i = 0; i < form.dimension; ++i) stationary = stationary && !any_of(g, form.f1[i], in_time);
    if (!stationary) return {};
    linearisation const at = linearise(g, form, unknowns);
    id_list out;
    bool found = false;
    for (int i = 0; i < form.dimension; ++i)
        for (int j = 0; j <= i; ++j) {
            node_id const both = sum(g, at.a[i * form.dimension + j], at.a[j * form.dimension + i]);
            node_id const entry = product(g, number(g, {1, 2}), both);
            if (contains(g, entry, op::unknown)) return {};
            found = found || !is_zero(g, entry);
            out.push(entry);
        }
    return found ? out : id_list{};
}

}  // namespace lamina::graph
