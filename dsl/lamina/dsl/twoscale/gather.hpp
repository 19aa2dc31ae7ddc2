#pragma once

#include <lamina/dsl/calculus/order.hpp>
#include <lamina/dsl/twoscale/average.hpp>
#include <lamina/dsl/twoscale/linearity.hpp>

/// What the steps of an expansion do to the terms of one order.
namespace lamina::graph::expanding {

/// sum_k C : A_k -> C : sum_k A_k, which is what a person would write: contract(C, sym(grad(N)) + E).
constexpr node_id gathered_contractions(arena& g, node_id id) {
    id_list out;
    id_list const terms = terms_of(g, id);
    for (int k = 0; k < terms.size; ++k) {
        split_term const t = split_factor(g, terms[k]);
        if (g[t.rest].kind != op::contract) {
            out.push(terms[k]);
            continue;
        }
        id_list of;
        bool first = true;
        for (int j = 0; j < terms.size; ++j) {
            split_term const other = split_factor(g, terms[j]);
            if (g[other.rest].kind != op::contract || g.child(other.rest, 0) != g.child(t.rest, 0)) continue;
            first = first && j >= k;
            of.push(scaled(g, other.factor, g.child(other.rest, 1)));
        }
        if (first) out.push(contract(g, g.child(t.rest, 0), sum(g, of)));
    }
    return sum(g, out);
}

/// One div for all: sum r div(v) -> r div(sum v), and the factor that all v share in front of their sum, which is
/// what a person would write: -div(a * (grad(chi) + e)).
constexpr node_id gather(arena& g, scales const& s, node_id id) {
    id_list fluxes, rest;
    id_list const terms = terms_of(g, id);
    for (int k = 0; k < terms.size; ++k) {
        split_term const t = split_factor(g, terms[k]);
        bool const whole = is_differential(g[t.rest].kind) && position_of_divergence(g, t.rest) == s.fast;
        if (whole) fluxes.push(scaled(g, -t.factor, flux_under(g, t.rest)));
        else rest.push(terms[k]);
    }
    if (fluxes.size < 2) return id;
    node_id shared = node_id::none;  // the leading factor that all fluxes share
    id_list inner;
    id_list const first = factors_of(g, fluxes[0]);
    for (int c = 0; c < first.size && shared == node_id::none; ++c) {
        if (is_number(g, first[c])) continue;
        inner = {};
        bool all = true;
        for (int k = 0; k < fluxes.size && all; ++k) {
            id_list const factors = factors_of(g, fluxes[k]);
            id_list others;
            bool found = false;
            for (int j = 0; j < factors.size; ++j)
                if (!found && factors[j] == first[c]) found = true;
                else others.push(factors[j]);
            all = found && others.size > 0;
            if (all) inner.push(product(g, others));
        }
        if (all) shared = first[c];
    }
    node_id const flux =
        shared != node_id::none ? product(g, shared, sum(g, inner)) : gathered_contractions(g, sum(g, fluxes));
    rest.push(negative(g, divergence(g, s.fast, s.dimension, flux)));
    return sum(g, rest);
}

/// Without the terms div_y(flux): their averages are 0 whatever the flux is.
constexpr node_id without_fast_divergences(arena& g, scales const& s, node_id id) {
    id_list out;
    id_list const terms = terms_of(g, id);
    for (int t = 0; t < terms.size; ++t) {
        node_id const rest = split_factor(g, terms[t]).rest;
        if (under_divergence(g, rest, s.fast) == node_id::none) out.push(terms[t]);
    }
    return out.size == 0 ? zero(g, g[id].form) : sum(g, out);
}

/// True if every term whose average does not vanish differentiates `w` once: a drift.
constexpr bool first_order_only(arena& g, scales const& s, node_id id, node_id w) {
    auto const with_w = [&](node_id at) { return holds(g, at, w); };
    id_list const terms = terms_of(g, id);
    for (int k = 0; k < terms.size; ++k)
        if (!is_zero(g, average(g, s, terms[k])) && order_in_space(g, terms[k], with_w) != 1) return false;
    return true;
}

}  // namespace lamina::graph::expanding
