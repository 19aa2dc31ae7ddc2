#pragma once

#include <lamina/dsl/expr/build.hpp>
#include <lamina/dsl/expr/parts.hpp>
#include <lamina/dsl/rewrite/expand.hpp>

/// What stands under a div, as it is written: the one place that reads it.
namespace lamina::graph {

/// A term of a sum, read as c * div(flux)
struct divergence_term {
    id_list front{};                   ///< the factors of c
    node_id flux = node_id::none;      ///< a vector, of a vector equation a matrix; none: the term is no divergence
    name_id position = name_id::none;  ///< the name of the position of div
    int dimension = 0;                 ///< of that position
    /// div; lap, of which the flux is the gradient; or partial, div of a multiple of e_i
    op written = op::div;
};

/// The flux of a div along the position `name`, as it is written, else none
constexpr node_id under_divergence(arena const& g, node_id id, name_id name) {
    return g[id].kind == op::div && g[id].name == name ? g.child(id, 0) : node_id::none;
}
/// The function f of a node grad(f) along the position `name`, else none
constexpr node_id under_gradient(arena const& g, node_id id, name_id name) {
    return g[id].kind == op::grad && g[id].name == name ? g.child(id, 0) : node_id::none;
}

/// The flux of a div or of lap(f) = div(grad(f)) along any position; d(f, ..., c[i]) = div(d(f, ...) e_i); of anything
/// else it is none. Nothing is integrated by parts.
constexpr node_id flux_under(arena& g, node_id id) {
    node const n = g[id];
    if (n.kind == op::div) return g.child(id, 0);
    if (n.kind == op::lap) return gradient(g, n.name, static_cast<int>(n.b), g.child(id, 0));
    if (n.kind != op::partial) return node_id::none;
    node const c = g[g.child(id, n.count - 1)];
    id_list others;
    for (int k = 1; k + 1 < n.count; ++k) others.push(g.child(id, k));
    return product(g, partial(g, g.child(id, 0), others), unit(g, static_cast<int>(c.a), static_cast<int>(c.b)));
}

/// The position along which a div, lap or outermost partial derivative is taken; none of anything else
constexpr name_id position_of_divergence(arena const& g, node_id id) {
    node const& n = g[id];
    if (n.kind == op::div || n.kind == op::lap) return n.name;
    return n.kind == op::partial ? g[g.child(id, n.count - 1)].name : name_id::none;
}

/// `term` with its first factor that is a divergence and that `counts` as one in the place of div(flux)
template <class Counts>
constexpr divergence_term read_divergence(arena& g, node_id term, Counts const& counts) {
    divergence_term out;
    id_list const factors = factors_of(g, term);
    for (int k = 0; k < factors.size; ++k) {
        if (out.flux != node_id::none || position_of_divergence(g, factors[k]) == name_id::none ||
            !counts(factors[k])) {
            out.front.push(factors[k]);
            continue;
        }
        node const n = g[factors[k]];
        out.flux = flux_under(g, factors[k]);
        out.position = position_of_divergence(g, factors[k]);
        out.dimension = static_cast<int>(n.kind == op::partial ? g[g.child(factors[k], n.count - 1)].b : n.b);
        out.written = n.kind;
    }
    return out;
}

/// The terms of a sum; one that hides a divergence that `counts` in a sum is multiplied out, unless it `is_read` as it
/// is.
template <class Counts, class IsRead>
constexpr id_list separate_terms(arena& g, node_id id, Counts const& counts, IsRead const& is_read) {
    id_list const terms = terms_of(g, id);
    id_list out;
    for (int t = 0; t < terms.size; ++t) {
        bool const hidden = any_of(g, terms[t], counts) && !is_read(terms[t]);
        id_list const more = terms_of(g, hidden ? expand(g, terms[t]) : terms[t]);
        for (int k = 0; k < more.size; ++k) out.push(more[k]);
    }
    return out;
}

}  // namespace lamina::graph
