#pragma once

#include <lamina/dsl/rewrite/distribute.hpp>

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
            case op::sum:
                return over_terms(weight, id);
            case op::product: {
                int const holder = only_holder(id);
                return holder < 0 ? zero(g) : (*this)(distributed_product(g, weight, without(id, holder)), holder);
            }
            case op::dot: {
                int const p = g.child(id, 0), q = g.child(id, 1);
                bool const first = holds(g, p, w);
                return of_vector(distributed_product(g, weight, first ? q : p), first ? p : q);
            }
            case op::div:
                return in_y(n) ? negative(g, of_vector(apply_gradient(g, s.fast, s, weight), g.child(id, 0)))
                               : failed();
            case op::lap:
                return in_y(n) ? (*this)(apply_divergence(g, s.fast, s, apply_gradient(g, s.fast, s, weight)),
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
            default:
                return failed();
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
            if (holds(g, terms[k], w))
                out.push(vectors ? of_vector(weight, terms[k]) : (*this)(weight, terms[k]));
            else
                exists = false;
        return sum(g, out);
    }
    /// The factor that holds w
    constexpr int only_holder(int id) {
        int found = -1;
        for (int k = 0; k < g[id].count; ++k)
            if (holds(g, g.child(id, k), w)) {
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
            return in_y(n) ? negative(g, (*this)(apply_divergence(g, s.fast, s, weight), g.child(id, 0))) : failed();
        if (n.kind == op::vector) {
            id_list out;
            for (int i = 0; i < n.count; ++i)
                if (holds(g, g.child(id, i), w)) out.push((*this)(component(g, weight, i), g.child(id, i)));
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
            if (g[factor].form.is_scalar())
                scalars = product(g, scalars, factor);
            else if (g[factor].form.is_matrix())
                turned = transposed(factor, turned);
            else
                turned = distributed_dot(g, turned, factor);  // the holder is a scalar
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

}  // namespace lamina::graph
