#pragma once

#include <algorithm>

#include <lamina/dsl/expr/rebuild.hpp>
#include <lamina/dsl/twoscale/linearity.hpp>
#include <lamina/dsl/twoscale/operators.hpp>

/// What the steps of an expansion do to the terms of one order.
namespace lamina::graph::expanding {

/// `id` with u1 replaced, every operator applied again by its rules.
constexpr int rework(arena& g, scales const& s, int id, int from, int to) {
    if (id == from) return to;
    if (!holds(g, id, from)) return id;
    node const n = g[id];
    id_list children;
    for (int k = 0; k < n.count; ++k) children.push(rework(g, s, g.child(id, k), from, to));
    if (n.kind == op::grad || n.kind == op::div) return apply_operator(g, n.kind, n.name, s, children[0]);
    if (n.kind == op::lap)
        return apply_operator(g, op::div, n.name, s, apply_operator(g, op::grad, n.name, s, children[0]));
    if (n.kind == op::partial) {
        int out = children[0];
        for (int k = 1; k < n.count; ++k) out = apply_partial(g, children[k], out);
        return out;
    }
    if (n.kind == op::dot) return distributed_dot(g, children[0], children[1]);
    if (n.kind == op::sym) return distributed_sym(g, children[0]);
    if (n.kind == op::contract) return distributed_contract(g, children[0], children[1]);
    if (n.kind == op::entry) return distributed_entry(g, children[0], static_cast<int>(n.a), static_cast<int>(n.b));
    if (n.kind == op::product) {  // over the terms of a replaced sum
        id_list terms;
        terms.push(number(g, 1));
        for (int k = 0; k < children.size; ++k) {
            id_list next;
            id_list const choice = terms_of(g, children[k]);
            for (int i = 0; i < terms.size; ++i)
                for (int j = 0; j < choice.size; ++j) next.push(product(g, terms[i], choice[j]));
            terms = next;
        }
        return sum(g, terms);
    }
    return rebuild(g, n, children);
}

/// sum_k C : A_k -> C : sum_k A_k, which is what a person would write: contract(C, sym(grad(N)) + E).
constexpr int gathered_contractions(arena& g, int id) {
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
constexpr int gather(arena& g, scales const& s, int id) {
    id_list fluxes, rest;
    id_list const terms = terms_of(g, id);
    for (int k = 0; k < terms.size; ++k) {
        split_term const t = split_factor(g, terms[k]);
        if (g[t.rest].kind == op::div && g[t.rest].name == s.fast)
            fluxes.push(scaled(g, -t.factor, g.child(t.rest, 0)));
        else if (g[t.rest].kind == op::lap && g[t.rest].name == s.fast)
            fluxes.push(scaled(g, -t.factor, differential(g, op::grad, s.fast, s.dimension, g.child(t.rest, 0))));
        else
            rest.push(terms[k]);
    }
    if (fluxes.size < 2) return id;
    int shared = -1;  // the leading factor that all fluxes share
    id_list inner;
    id_list const first = factors_of(g, fluxes[0]);
    for (int c = 0; c < first.size && shared < 0; ++c) {
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
    int const flux = shared >= 0 ? product(g, shared, sum(g, inner)) : gathered_contractions(g, sum(g, fluxes));
    rest.push(negative(g, differential(g, op::div, s.fast, s.dimension, flux)));
    return sum(g, rest);
}

/// Without the terms div_y(flux): their averages are 0 whatever the flux is.
constexpr int without_fast_divergences(arena& g, scales const& s, int id) {
    id_list out;
    id_list const terms = terms_of(g, id);
    for (int t = 0; t < terms.size; ++t) {
        int const rest = split_factor(g, terms[t]).rest;
        if (g[rest].kind != op::div || g[rest].name != s.fast) out.push(terms[t]);
    }
    return out.size == 0 ? zero(g, g[id].form) : sum(g, out);
}

/// True if every term whose average does not vanish differentiates `w` once: a drift.
constexpr bool first_order_only(arena& g, scales const& s, int id, int w) {
    auto depth = [&](auto& self, int at) -> int {
        node const n = g[at];
        int deepest = 0;
        for (int k = 0; k < n.count; ++k)
            if (holds(g, g.child(at, k), w)) deepest = std::max(deepest, self(self, g.child(at, k)));
        if (n.kind == op::grad || n.kind == op::div) return deepest + 1;
        if (n.kind == op::lap) return deepest + 2;
        return n.kind == op::partial ? deepest + n.count - 1 : deepest;
    };
    id_list const terms = terms_of(g, id);
    for (int k = 0; k < terms.size; ++k)
        if (!is_zero(g, average(g, s, terms[k])) && depth(depth, terms[k]) != 1) return false;
    return true;
}

}  // namespace lamina::graph::expanding
