#pragma once

#include <lamina/dsl/calculus/derivative.hpp>
#include <lamina/dsl/calculus/jump.hpp>
#include <lamina/dsl/weak/divergence.hpp>

namespace lamina::graph {

/// Which terms of an equation are divergences.
enum class divergences {
    written,  ///< c * div(f) and c * lap(f) of a number or parameter c: what a user writes
    derived   ///< d(f, ..., x[i]) too, and c may depend on what is no coordinate of x: what the library derives
};

/// A scalar residual of the unknowns u = (u_0, u_1, ...) at points x of one position, as it is written:
///     residual = F0(x, u, grad u) - div F1(x, u, grad u).
/// What stands under a div or lap is F1, everything else is F0: nothing is integrated by parts, and no coefficient
/// under a div is differentiated, so that it may jump. First derivatives of u in time may stand in both. A vector
/// residual has a form for each of its components.
struct first_order_form {
    name_id position = name_id::none;  ///< the name of x
    int dimension = 0;                 ///< D, of x
    node_id f0 = node_id::none;        ///< F0, a scalar with its derivatives carried out
    id_list f1{};                      ///< the components of F1, likewise, shape (D,)
    /// A derivative of an unknown of higher order in F0 or F1: there is no such form; else none
    node_id beyond = node_id::none;

    [[nodiscard]] constexpr bool exists() const { return beyond == node_id::none; }
};

/// The scalar unknowns in `id`, of vectors all components
constexpr id_list unknowns_in(arena& g, node_id id) {
    id_list out;
    auto look = [&](auto& self, node_id at) -> void {
        if (g[at].kind == op::unknown)
            for (int i = 0; i < (g[at].form.is_scalar() ? 1 : g[at].form.rows); ++i)
                if (node_id const one = component(g, at, i); position_in(out, one) < 0) out.push(one);
        for (int k = 0; k < g[at].count; ++k) self(self, g.child(at, k));
    };
    look(look, id);
    return out;
}

/// A jet of one of the unknowns of order two or more in the scalar `id`, derivatives carried out, if there is one.
/// An average is a number to the equation that it stands in.
constexpr node_id beyond_first_order(arena const& g, node_id id, id_list const& unknowns) {
    if (g[id].kind == op::mean) return node_id::none;
    if (is_jet(g, id)) {
        bool const higher = g[id].kind == op::partial && g[id].count > 2;
        return higher && position_in(unknowns, base_of(g, id)) >= 0 ? id : node_id::none;
    }
    for (int k = 0; k < g[id].count; ++k)
        if (node_id const found = beyond_first_order(g, g.child(id, k), unknowns); found != node_id::none) return found;
    return node_id::none;
}

/// The form of the residual `root`, a scalar whose tensors are their components, in `unknowns` at points of dimension D
/// of the position `name`. Cost: one visit of every node, and the derivatives outside of divergences.
constexpr first_order_form first_order_form_of(arena& g, node_id root, id_list const& unknowns, name_id name,
                                               int dimension, divergences as = divergences::written) {
    bool const derived = as == divergences::derived;
    auto const counts = [&](node_id id) {
        if (name == name_id::none || position_of_divergence(g, id) != name) return false;
        if (g[id].kind != op::partial) return true;
        bool const jet = g[id].count == 2 && position_in(unknowns, g.child(id, 0)) >= 0;
        return derived && !jet;
    };
    auto const read = [&](node_id term) {
        divergence_term const found = read_divergence(g, term, counts);
        for (int k = 0; k < found.front.size; ++k)
            if (derived ? depends_on(g, found.front[k], name) : varies_by_point(g, found.front[k]))
                return divergence_term{};
        return found;
    };
    auto const hides = [&](node_id id) { return counts(id) && contains(g, id, op::unknown); };
    id_list const terms =
        separate_terms(g, root, hides, [&](node_id term) { return read(term).flux != node_id::none; });
    id_list pointwise, fluxes;
    for (int t = 0; t < terms.size; ++t) {
        divergence_term found = read(terms[t]);
        if (found.flux == node_id::none) {
            pointwise.push(terms[t]);
            continue;
        }
        found.front.push(number(g, -1));
        found.front.push(found.flux);
        fluxes.push(product(g, found.front));
    }
    first_order_form out{.position = name, .dimension = dimension};
    out.f0 = scalarize(g, sum(g, pointwise));
    out.beyond = beyond_first_order(g, out.f0, unknowns);
    node_id const flux = sum(g, fluxes);
    for (int i = 0; i < dimension; ++i) {
        out.f1.push(scalarize(g, component(g, flux, i)));
        if (out.beyond == node_id::none) out.beyond = beyond_first_order(g, out.f1[i], unknowns);
    }
    return out;
}

/// The same in all unknowns of an equation as a user wrote it, at points of what they depend on
constexpr first_order_form first_order_form_of(arena& g, node_id root) {
    id_list const unknowns = unknowns_in(g, root);
    for (int u = 0; u < unknowns.size; ++u)
        for (int k = 0; k < g[unknowns[u]].count; ++k) {
            node const x = g[g.child(unknowns[u], k)];
            if (is_in_space(g, g.child(unknowns[u], k)))
                return first_order_form_of(g, root, unknowns, x.name, static_cast<int>(x.b));
        }
    return first_order_form_of(g, root, unknowns, name_id::none, 0);
}

}  // namespace lamina::graph
