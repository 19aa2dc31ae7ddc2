#pragma once

#include <lamina/dsl/calculus/derivative.hpp>
#include <lamina/dsl/expr/parts.hpp>
#include <lamina/dsl/expr/rebuild.hpp>
#include <lamina/dsl/expr/whole.hpp>

/// Differential operators as linear operators on functions of a slow and a fast position: they distribute over sums,
/// never over products (no Leibniz rule), so the flux form survives and coefficients that jump stay legal. A factor
/// that does not contain the operator's variable leaves it.
namespace lamina::graph {

/// The positions of two scales: the slow x and the fast y = x / eps.
struct scales {
    name_id slow = name_id::none;  ///< name of x
    name_id fast = name_id::none;  ///< name of y
    int dimension = 1;
};

/// lap is div grad: its steps, the first to be applied first.
inline constexpr op laplacian[]{op::grad, op::div};

/// p q with sums multiplied out
constexpr node_id distributed_product(arena& g, node_id p, node_id q) {
    id_list const a = terms_of(g, p), b = terms_of(g, q);
    if (a.size * b.size == 1) return product(g, p, q);
    id_list out;
    for (int i = 0; i < a.size; ++i)
        for (int j = 0; j < b.size; ++j) out.push(product(g, a[i], b[j]));
    return sum(g, out);
}

/// p . q of vectors, term by term, with the scalar factors in front; a unit vector takes a component.
constexpr node_id distributed_dot(arena& g, node_id p, node_id q) {
    id_list out;
    id_list const a = terms_of(g, p), b = terms_of(g, q);
    for (int i = 0; i < a.size; ++i)
        for (int j = 0; j < b.size; ++j) {
            id_list all, side[2];
            for (int k = 0; k < 2; ++k) {
                id_list const factors = factors_of(g, k == 0 ? a[i] : b[j]);
                for (int f = 0; f < factors.size; ++f)
                    (g[factors[f]].form.is_scalar() ? all : side[k]).push(factors[f]);
            }
            node_id const v = product(g, side[0]), w = product(g, side[1]);
            if (is_zero(g, v) || is_zero(g, w)) continue;
            if (g[w].kind == op::unit) all.push(component(g, v, static_cast<int>(g[w].a)));
            else if (g[v].kind == op::unit) all.push(component(g, w, static_cast<int>(g[v].a)));
            else all.push(dot(g, v, w));
            out.push(product(g, all));
        }
    return sum(g, out);
}

/// The scalar factors of a term, and the product of its tensors.
struct term_of_tensor {
    id_list scalars{};
    node_id tensor = node_id::none;
};
constexpr term_of_tensor split_scalars(arena& g, node_id term) {
    term_of_tensor out;
    id_list tensors;
    id_list const factors = factors_of(g, term);
    for (int k = 0; k < factors.size; ++k) (g[factors[k]].form.is_scalar() ? out.scalars : tensors).push(factors[k]);
    out.tensor = product(g, tensors);
    return out;
}
/// A linear map of tensors, term by term, with the scalar factors in front
template <class Map>
constexpr node_id distributed(arena& g, node_id e, shape form, Map const& map) {
    if (is_zero(g, e)) return zero(g, form);
    id_list out;
    id_list const terms = terms_of(g, e);
    for (int t = 0; t < terms.size; ++t) {
        term_of_tensor parts = split_scalars(g, terms[t]);
        parts.scalars.push(map(parts.tensor));
        out.push(product(g, parts.scalars));
    }
    return sum(g, out);
}
constexpr node_id distributed_sym(arena& g, node_id e) {
    return distributed(g, e, g[e].form, [&g](node_id m) { return sym(g, m); });
}
constexpr node_id distributed_contract(arena& g, node_id c, node_id e) {
    return distributed(g, e, g[e].form, [&g, c](node_id m) {
        return distributed(g, c, g[m].form, [&g, m](node_id tensor) { return contract(g, tensor, m); });
    });
}
constexpr node_id distributed_entry(arena& g, node_id e, int i, int j) {
    return distributed(g, e, {}, [&g, i, j](node_id m) {
        return g[m].kind == op::unit ? component(g, m, i, j) : entry_of(g, m, i, j);
    });
}

constexpr bool uses_slow(arena const& g, node_id id, scales const& s) { return depends_on(g, id, s.slow); }
constexpr bool uses_fast(arena const& g, node_id id, scales const& s) { return depends_on(g, id, s.fast); }

/// Kind (grad, div) with respect to `name`, applied by the rules above. div_x keeps what depends on y inside, or
/// the average of a fast gradient would not be seen to vanish; div never releases vectors and tensors. The
/// gradient of a function of x alone is written sum_j e_j d_j f, of a vector sum_ij e_i e_j^T d_j f_i, and its
/// divergence sum_j d_j f_j, which makes the vector form separable.
constexpr node_id apply_operator(arena& g, op kind, name_id name, scales const& s, node_id f) {
    shape const form = form_of_differential(kind, s.dimension, g[f].form);
    if (!depends_on(g, f, name)) return zero(g, form);
    id_list out;
    id_list const terms = terms_of(g, f);
    for (int t = 0; t < terms.size; ++t) {
        if (!depends_on(g, terms[t], name)) continue;
        id_list released, kept;
        id_list const factors = factors_of(g, terms[t]);
        for (int k = 0; k < factors.size; ++k) {
            node_id const factor = factors[k];
            bool const leaves = g[factor].form.is_scalar() && !depends_on(g, factor, name) &&
                                !(kind == op::div && name == s.slow && uses_fast(g, factor, s));
            (leaves ? released : kept).push(factor);
        }
        node_id const inner = product(g, kept);
        if (kind == op::grad && name == s.slow && !uses_fast(g, inner, s)) {
            for (int i = 0; i < (form.is_matrix() ? form.rows : 1); ++i)
                for (int j = 0; j < s.dimension; ++j) {
                    id_list along, all = released;
                    along.push(coordinate(g, s.slow, j, s.dimension));
                    all.push(partial(g, form.is_matrix() ? entry_of(g, inner, i, 0) : inner, along));
                    all.push(form.is_matrix() ? unit_matrix(g, i, j, form) : unit(g, j, s.dimension));
                    out.push(product(g, all));
                }
        } else if (kind == op::div && name == s.slow && g[inner].kind == op::unknown && !uses_fast(g, inner, s)) {
            for (int j = 0; j < s.dimension; ++j) {
                id_list along, all = released;
                along.push(coordinate(g, s.slow, j, s.dimension));
                all.push(partial(g, entry_of(g, inner, j, 0), along));
                out.push(product(g, all));
            }
        } else {
            released.push(differential(g, kind, name, s.dimension, inner));
            out.push(product(g, released));
        }
    }
    return sum(g, out);
}

constexpr node_id apply_gradient(arena& g, name_id name, scales const& s, node_id f) {
    return apply_operator(g, op::grad, name, s, f);
}
constexpr node_id apply_divergence(arena& g, name_id name, scales const& s, node_id f) {
    return apply_operator(g, op::div, name, s, f);
}

/// Whether grad, div or lap takes this step, of `laplacian`
constexpr bool takes_step(op kind, op step) { return kind == op::lap || kind == step; }

/// d / dc for a coordinate c, by the same rules.
constexpr node_id apply_partial(arena& g, node_id c, node_id f) {
    if (!depends_on(g, f, g[c].name)) return zero(g);
    id_list out;
    id_list const terms = terms_of(g, f);
    for (int t = 0; t < terms.size; ++t) {
        if (!depends_on(g, terms[t], g[c].name)) continue;
        id_list released, kept, along;
        id_list const factors = factors_of(g, terms[t]);
        for (int k = 0; k < factors.size; ++k)
            (depends_on(g, factors[k], g[c].name) ? kept : released).push(factors[k]);
        along.push(c);
        released.push(partial(g, product(g, kept), along));
        out.push(product(g, released));
    }
    return sum(g, out);
}

/// `id` with the node `from` replaced, every operator applied again by its rules.
constexpr node_id rework(arena& g, scales const& s, node_id id, node_id from, node_id to) {
    if (id == from) return to;
    if (!holds(g, id, from)) return id;
    node const n = g[id];
    id_list children;
    for (int k = 0; k < n.count; ++k) children.push(rework(g, s, g.child(id, k), from, to));
    if (is_differential(n.kind)) {
        node_id out = children[0];
        for (op const step : laplacian)
            if (takes_step(n.kind, step)) out = apply_operator(g, step, n.name, s, out);
        return out;
    }
    if (n.kind == op::partial) {
        node_id out = children[0];
        for (int k = 1; k < n.count; ++k) out = apply_partial(g, children[k], out);
        return out;
    }
    if (n.kind == op::dot) return distributed_dot(g, children[0], children[1]);
    if (n.kind == op::sym) return distributed_sym(g, children[0]);
    if (n.kind == op::contract) return distributed_contract(g, children[0], children[1]);
    if (n.kind == op::entry) return distributed_entry(g, children[0], static_cast<int>(n.a), static_cast<int>(n.b));
    if (n.kind == op::product) {  // over the terms of a replaced sum
        id_list terms = ids(number(g, 1));
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

}  // namespace lamina::graph
