#pragma once

#include <lamina/dsl/twoscale/linearity.hpp>
#include <lamina/dsl/twoscale/operators.hpp>

/// A cell operator with a drift, A0 w = -div(a grad w) + b . grad w, does not conserve: A0 w + f = 0 has a periodic
/// solution only if mean(m f) = 0, where m, the invariant measure, solves A0* m = 0 with mean(m) = 1. Averages over
/// the cell then carry the weight m.
namespace lamina::graph {

/// The adjoint of an operator in y: mean(weight L[w]) = mean(adjoint(weight) w), by integration by parts.
class adjoint_operator {
public:
    constexpr adjoint_operator(arena& in, scales const& positions, int function) : g(in), s(positions), w(function) {}

    bool exists = true;  ///< false if something is not linear in w, or not a derivative in y

    /// What multiplies w in weight * id after integration by parts; id is a scalar
    constexpr int operator()(int weight, int id) {
        if (id == w) return weight;
        node const n = g[id];
        switch (n.kind) {
            case op::sum: return over_terms(weight, id);
            case op::product: {
                int const holder = only_holder(id);
                return holder < 0 ? zero(g) : (*this)(distributed_product(g, weight, without(id, holder)), holder);
            }
            case op::dot: {
                int const p = g.child(id, 0), q = g.child(id, 1);
                bool const first = expanding::holds(g, p, w);
                return of_vector(distributed_product(g, weight, first ? q : p), first ? p : q);
            }
            case op::div:
                return in_y(n) ? negative(g, of_vector(apply_operator(g, op::grad, s.fast, s, weight), g.child(id, 0)))
                               : failed();
            case op::lap:
                return in_y(n) ? (*this)(apply_operator(g, op::div, s.fast, s,
                                                        apply_operator(g, op::grad, s.fast, s, weight)),
                                         g.child(id, 0))
                               : failed();
            case op::partial: {
                int out = weight;
                for (int k = 1; k < n.count; ++k) {
                    if (!in_y(g[g.child(id, k)])) return failed();
                    out = negative(g, apply_partial(g, g.child(id, k), out));
                }
                return (*this)(out, g.child(id, 0));
            }
            default: return failed();
        }
    }

private:
    arena& g;
    scales s;
    int w;

    constexpr int failed() {
        exists = false;
        return zero(g);
    }
    [[nodiscard]] constexpr bool in_y(node const& n) const { return n.name == s.fast; }
    constexpr int over_terms(int weight, int id) {
        bool const vectors = !g[id].form.is_scalar();
        id_list out;
        id_list const terms = terms_of(g, id);
        for (int k = 0; k < terms.size; ++k)
            if (expanding::holds(g, terms[k], w))
                out.push(vectors ? of_vector(weight, terms[k]) : (*this)(weight, terms[k]));
            else exists = false;
        return sum(g, out);
    }
    /// The factor that holds w
    constexpr int only_holder(int id) {
        int found = -1;
        for (int k = 0; k < g[id].count; ++k)
            if (expanding::holds(g, g.child(id, k), w)) {
                if (found >= 0) return failed(), -1;
                found = g.child(id, k);
            }
        return found;
    }
    constexpr int without(int id, int factor) {
        id_list out;
        for (int k = 0; k < g[id].count; ++k)
            if (g.child(id, k) != factor) out.push(g.child(id, k));
        return product(g, out);
    }
    /// The same for weight . id with vectors
    constexpr int of_vector(int weight, int id) {
        node const n = g[id];
        if (n.kind == op::sum) return over_terms(weight, id);
        if (n.kind == op::grad)
            return in_y(n) ? negative(g, (*this)(apply_operator(g, op::div, s.fast, s, weight), g.child(id, 0)))
                           : failed();
        if (n.kind == op::vector) {
            id_list out;
            for (int i = 0; i < n.count; ++i)
                if (expanding::holds(g, g.child(id, i), w)) out.push((*this)(component(g, weight, i), g.child(id, i)));
            return sum(g, out);
        }
        if (n.kind != op::product) return failed();
        int const holder = only_holder(id);
        if (holder < 0) return zero(g);
        int turned = weight;
        int scalars = number(g, 1);
        for (int k = 0; k < n.count; ++k) {
            int const factor = g.child(id, k);
            if (factor == holder) continue;
            if (g[factor].form.is_scalar()) scalars = product(g, scalars, factor);
            else if (g[factor].form.is_matrix()) turned = transposed(factor, turned);
            else turned = distributed_dot(g, turned, factor);  // the holder is a scalar
        }
        turned = distributed_product(g, scalars, turned);
        return g[holder].form.is_scalar() ? (*this)(turned, holder) : of_vector(turned, holder);
    }
    /// A^T v
    constexpr int transposed(int matrix, int v) {
        shape const form = g[matrix].form;
        id_list out;
        for (int i = 0; i < form.cols; ++i) {
            id_list terms;
            for (int j = 0; j < form.rows; ++j)
                terms.push(distributed_product(g, component(g, matrix, j, i), component(g, v, j)));
            out.push(sum(g, terms));
        }
        return g.add({.kind = op::vector, .form = {form.cols, 0}}, out);
    }
};

/// The average over the cell with the weight m (m = -1: 1): mean(m) = 1, and derivatives in y go to m, so that
/// coefficients are not differentiated.
constexpr int weighted_average(arena& g, scales const& s, int m, int f) {
    if (m < 0) return average(g, s, f);
    id_list out;
    id_list const terms = terms_of(g, f);
    for (int t = 0; t < terms.size; ++t) {
        if (!uses_fast(g, terms[t], s)) {
            out.push(terms[t]);
            continue;
        }
        id_list front;
        int outer = -1;
        bool front_is_slow = true;
        id_list const factors = factors_of(g, terms[t]);
        for (int k = 0; k < factors.size; ++k) {
            node const n = g[factors[k]];
            bool const whole = (n.kind == op::div || n.kind == op::lap) &&
                               (n.name == s.fast || (n.kind == op::div && !uses_slow(g, m, s)));
            bool const along = n.kind == op::partial && g[g.child(factors[k], n.count - 1)].name == s.fast;
            if (outer < 0 && (whole || along)) outer = factors[k];
            else front.push(factors[k]), front_is_slow = front_is_slow && !uses_fast(g, factors[k], s);
        }
        if (outer < 0 || !front_is_slow) {
            out.push(average(g, s, distributed_product(g, m, terms[t])));
            continue;
        }
        node const n = g[outer];
        int const inner = g.child(outer, 0);
        if (n.name == s.slow && n.kind == op::div) {
            front.push(apply_operator(g, op::div, s.slow, s, average(g, s, distributed_product(g, m, inner))));
            out.push(product(g, front));
            continue;
        }
        int paired;
        if (n.kind == op::partial) {
            id_list others, last;
            for (int k = 1; k + 1 < n.count; ++k) others.push(g.child(outer, k));
            last.push(g.child(outer, n.count - 1));
            paired = distributed_product(g, partial(g, m, last), partial(g, inner, others));
        } else {
            int const slope = differential(g, op::grad, s.fast, s.dimension, m);
            paired =
                distributed_dot(g, slope, n.kind == op::div ? inner : apply_operator(g, op::grad, s.fast, s, inner));
        }
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
