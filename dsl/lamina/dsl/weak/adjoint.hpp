#pragma once

#include <lamina/dsl/rewrite/distribute.hpp>

namespace lamina::graph {

/// The adjoint of an operator in y: mean(weight L[w]) = mean(adjoint(weight) w), by integration by parts.
class adjoint_operator {
public:
    constexpr adjoint_operator(arena& in, scales const& positions, node_id function)
        : g(in), s(positions), w(function) {}

    bool exists = true;  ///< false if something is not linear in w, or not a derivative in y

    /// What multiplies w in weight * id after integration by parts; id is a scalar
    constexpr node_id operator()(node_id weight, node_id id) {
        if (id == w) return weight;
        node const n = g[id];
        switch (n.kind) {
            case op::sum:
                return over_terms(weight, id);
            case op::product: {
                node_id const holder = only_holder(id);
                return holder == node_id::none ? zero(g)
                                               : (*this)(distributed_product(g, weight, without(id, holder)), holder);
            }
            case op::dot: {
                node_id const p = g.child(id, 0), q = g.child(id, 1);
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
                node_id out = weight;
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
    node_id w;

    constexpr node_id failed() {
        exists = false;
        return zero(g);
    }
    [[nodiscard]] constexpr bool in_y(node const& n) const { return n.name == s.fast; }
    constexpr node_id over_terms(node_id weight, node_id id) {
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
    constexpr node_id only_holder(node_id id) {
        node_id found = node_id::none;
        for (int k = 0; k < g[id].count; ++k)
            if (holds(g, g.child(id, k), w)) {
                if (found != node_id::none) return failed(), node_id::none;
                found = g.child(id, k);
            }
        return found;
    }
    constexpr node_id without(node_id id, node_id factor) {
        id_list out;
        for (int k = 0; k < g[id].count; ++k)
            if (g.child(id, k) != factor) out.push(g.child(id, k));
        return product(g, out);
    }
    /// The same for weight . id with vectors
    constexpr node_id of_vector(node_id weight, node_id id) {
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
        node_id const holder = only_holder(id);
        if (holder == node_id::none) return zero(g);
        node_id turned = weight;
        node_id scalars = number(g, 1);
        for (int k = 0; k < n.count; ++k) {
            node_id const factor = g.child(id, k);
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
    constexpr node_id transposed(node_id matrix, node_id v) {
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
