#pragma once

#include <lamina/dsl/calculus/derivative.hpp>
#include <lamina/dsl/expr/parts.hpp>

/// Differential operators and the cell average as linear operators on the normal form of the two-scale expansion:
/// they distribute over sums, never over products (no Leibniz rule), so the flux form survives and coefficients
/// that jump stay legal. A factor that does not contain the operator's variable leaves it.
namespace lamina::graph {

/// The positions of the expansion: the slow x and the fast y = x / eps.
struct scales {
    int slow = -1;  ///< name of x
    int fast = -1;  ///< name of y
    int dimension = 1;
};

/// p q with sums multiplied out
constexpr int distributed_product(arena& g, int p, int q) {
    id_list const a = terms_of(g, p), b = terms_of(g, q);
    if (a.size * b.size == 1) return product(g, p, q);
    id_list out;
    for (int i = 0; i < a.size; ++i)
        for (int j = 0; j < b.size; ++j) out.push(product(g, a[i], b[j]));
    return sum(g, out);
}

/// p . q of vectors, term by term, with the scalar factors in front; a unit vector takes a component.
constexpr int distributed_dot(arena& g, int p, int q) {
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
            int const v = product(g, side[0]), w = product(g, side[1]);
            if (is_zero(g, v) || is_zero(g, w)) continue;
            if (g[w].kind == op::unit) all.push(component(g, v, static_cast<int>(g[w].a)));
            else if (g[v].kind == op::unit) all.push(component(g, w, static_cast<int>(g[v].a)));
            else all.push(dot(g, v, w));
            out.push(product(g, all));
        }
    return sum(g, out);
}

constexpr bool uses_slow(arena const& g, int id, scales const& s) { return depends_on(g, id, s.slow); }
constexpr bool uses_fast(arena const& g, int id, scales const& s) { return depends_on(g, id, s.fast); }

/// Kind (grad, div) with respect to `name`, applied by the rules above. div_x keeps what depends on y inside, or
/// the average of a fast gradient would not be seen to vanish; div never releases vectors and tensors. The
/// gradient of a function of x alone is written sum_j e_j d_j f, which makes the vector form separable.
constexpr int apply_operator(arena& g, op kind, int name, scales const& s, int f) {
    shape const form = kind == op::grad ? shape{s.dimension, 0} : shape{};
    if (!depends_on(g, f, name)) return zero(g, form);
    id_list out;
    id_list const terms = terms_of(g, f);
    for (int t = 0; t < terms.size; ++t) {
        if (!depends_on(g, terms[t], name)) continue;
        id_list released, kept;
        id_list const factors = factors_of(g, terms[t]);
        for (int k = 0; k < factors.size; ++k) {
            int const factor = factors[k];
            bool const leaves = g[factor].form.is_scalar() && !depends_on(g, factor, name) &&
                                !(kind == op::div && name == s.slow && uses_fast(g, factor, s));
            (leaves ? released : kept).push(factor);
        }
        int const inner = product(g, kept);
        if (kind == op::grad && name == s.slow && !uses_fast(g, inner, s)) {
            for (int j = 0; j < s.dimension; ++j) {
                id_list along, all = released;
                along.push(coordinate(g, s.slow, j, s.dimension));
                all.push(partial(g, inner, along));
                all.push(unit(g, j, s.dimension));
                out.push(product(g, all));
            }
        } else {
            released.push(differential(g, kind, name, s.dimension, inner));
            out.push(product(g, released));
        }
    }
    return sum(g, out);
}

/// d / dc for a coordinate c, by the same rules.
constexpr int apply_partial(arena& g, int c, int f) {
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

/// The average over the cell of y: commutes with operators in x, is 0 of any derivative in y, lets factors out
/// that do not depend on y.
constexpr int average(arena& g, scales const& s, int f) {
    if (!uses_fast(g, f, s)) return f;
    id_list out;
    id_list const terms = terms_of(g, f);
    for (int t = 0; t < terms.size; ++t) {
        id_list released, scalars, tensors;
        bool tensor_depends = false;
        id_list const factors = factors_of(g, terms[t]);
        for (int k = 0; k < factors.size; ++k) {
            int const factor = factors[k];
            if (!g[factor].form.is_scalar()) {
                tensors.push(factor);
                tensor_depends = tensor_depends || uses_fast(g, factor, s);
            } else {
                (uses_fast(g, factor, s) ? scalars : released).push(factor);
            }
        }
        // A product of tensors stays together: they do not commute.
        for (int k = 0; k < tensors.size; ++k) (tensor_depends ? scalars : released).push(tensors[k]);
        int inner = product(g, scalars);
        if (scalars.size > 0) {
            node const n = g[inner];
            bool fast_derivative = (n.kind == op::div || n.kind == op::grad || n.kind == op::lap) && n.name == s.fast;
            for (int k = 1; n.kind == op::partial && k < n.count; ++k)  // in any place: partials are sorted by name
                fast_derivative = fast_derivative || g[g.child(inner, k)].name == s.fast;
            if (fast_derivative) continue;
            if ((n.kind == op::div || n.kind == op::grad) && n.name == s.slow)
                inner = apply_operator(g, n.kind, s.slow, s, average(g, s, g.child(inner, 0)));
            else if (n.kind == op::partial) {
                int const derived = inner;
                inner = average(g, s, g.child(derived, 0));
                for (int k = 1; k < n.count; ++k) inner = apply_partial(g, g.child(derived, k), inner);
            } else if (n.kind == op::sum)
                inner = average(g, s, inner);
            else if (uses_fast(g, inner, s))
                inner = mean(g, s.fast, s.dimension, inner);
            released.push(inner);
        }
        out.push(product(g, released));
    }
    if (out.size == 0) return zero(g, g[f].form);
    return sum(g, out);
}

}  // namespace lamina::graph
