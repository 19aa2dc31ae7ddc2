#pragma once

#include <lamina/dsl/rewrite/distribute.hpp>
#include <lamina/dsl/weak/divergence.hpp>

namespace lamina::graph {

/// The average over the cell of y: commutes with operators in x, is 0 of any derivative in y, lets factors out
/// that do not depend on y.
constexpr node_id average(arena& g, scales const& s, node_id f) {
    if (!uses_fast(g, f, s)) return f;
    id_list out;
    id_list const terms = terms_of(g, f);
    for (int t = 0; t < terms.size; ++t) {
        id_list released, scalars, tensors;
        bool tensor_depends = false;
        id_list const factors = factors_of(g, terms[t]);
        for (int k = 0; k < factors.size; ++k) {
            node_id const factor = factors[k];
            if (!g[factor].form.is_scalar()) {
                tensors.push(factor);
                tensor_depends = tensor_depends || uses_fast(g, factor, s);
            } else {
                (uses_fast(g, factor, s) ? scalars : released).push(factor);
            }
        }
        // A product of tensors stays together: they do not commute.
        for (int k = 0; k < tensors.size; ++k) (tensor_depends ? scalars : released).push(tensors[k]);
        node_id inner = product(g, scalars);
        if (scalars.size > 0) {
            node const n = g[inner];
            bool fast_derivative = is_differential(n.kind) && n.name == s.fast;
            for (int k = 1; n.kind == op::partial && k < n.count; ++k)  // in any place: partials are sorted by name
                fast_derivative = fast_derivative || g[g.child(inner, k)].name == s.fast;
            if (fast_derivative) continue;
            if (is_differential(n.kind) && n.kind != op::lap && n.name == s.slow)
                inner = apply_operator(g, n.kind, s.slow, s, average(g, s, g.child(inner, 0)));
            else if (n.kind == op::partial) {
                node_id const derived = inner;
                inner = average(g, s, g.child(derived, 0));
                for (int k = 1; k < n.count; ++k) inner = apply_partial(g, g.child(derived, k), inner);
            } else if (n.kind == op::sum)
                inner = average(g, s, inner);
            else if (n.kind == op::sym)
                inner = distributed_sym(g, average(g, s, g.child(inner, 0)));
            else if (n.kind == op::contract && !uses_fast(g, g.child(inner, 0), s))
                inner = distributed_contract(g, g.child(inner, 0), average(g, s, g.child(inner, 1)));
            else if (uses_fast(g, inner, s))
                inner = mean(g, s.fast, s.dimension, inner);
            released.push(inner);
        }
        out.push(product(g, released));
    }
    if (out.size == 0) return zero(g, g[f].form);
    return sum(g, out);
}

/// The average over the cell with the weight m (m none: 1): mean(m) = 1, and derivatives in y go to m, so that
/// coefficients are not differentiated.
constexpr node_id weighted_average(arena& g, scales const& s, node_id m, node_id f) {
    if (m == node_id::none) return average(g, s, f);
    id_list out;
    id_list const terms = terms_of(g, f);
    for (int t = 0; t < terms.size; ++t) {
        if (!uses_fast(g, terms[t], s)) {
            out.push(terms[t]);
            continue;
        }
        auto const counts = [&](node_id id) {  // a divergence in y, or one in x that commutes with m
            if (position_of_divergence(g, id) == s.fast) return true;
            return under_divergence(g, id, s.slow) != node_id::none && !uses_slow(g, m, s);
        };
        divergence_term read = read_divergence(g, terms[t], counts);
        id_list& front = read.front;
        bool front_is_slow = true;
        for (int k = 0; k < front.size; ++k) front_is_slow = front_is_slow && !uses_fast(g, front[k], s);
        if (read.flux == node_id::none || !front_is_slow) {
            out.push(average(g, s, distributed_product(g, m, terms[t])));
            continue;
        }
        if (read.position == s.slow) {
            front.push(apply_divergence(g, s.slow, s, average(g, s, distributed_product(g, m, read.flux))));
            out.push(product(g, front));
            continue;
        }
        node_id const paired = distributed_dot(g, gradient(g, s.fast, s.dimension, m), read.flux);
        front.push(number(g, -1));
        id_list const parts = terms_of(g, average(g, s, paired));
        for (int k = 0; k < parts.size; ++k) {
            id_list all = front;
            all.push(parts[k]);
            out.push(product(g, all));
        }
    }
    return out.size == 0 ? zero(g, g[f].form) : sum(g, out);
}

}  // namespace lamina::graph
