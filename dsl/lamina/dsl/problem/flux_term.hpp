#pragma once

#include <lamina/dsl/calculus/derivative.hpp>
#include <lamina/dsl/expr/parts.hpp>
#include <lamina/dsl/rewrite/expand.hpp>

namespace lamina::graph {

/// Why an equation has no other form.
enum class form_refusal {
    none,
    several_equations,  ///< a system
    no_divergence,      ///< no term c * div(a * grad(u)) with a scalar unknown u
    several_fluxes,     ///< more than one such term
    tensor,             ///< the coefficient is a matrix, by which nothing can be divided
    name_taken          ///< an unknown has the name of the flux already
};

/// A term c * div(flux), flux = a * grad(u); lap(u) is div(grad(u)).
struct flux_term {
    id_list outer{};       ///< the factors of c
    id_list coefficient{}; ///< the factors of a, scalars and matrices
    int flux = -1;
    int unknown = -1;      ///< u; -1: the term is none of this kind
    int position = -1;     ///< the name of the position of div and grad
    int dimension = 0;
    bool laplacian = false;
    bool tensor = false;
};

/// `term` read as c * div(a * grad(u)).
constexpr flux_term read_flux_term(arena& g, int term) {
    flux_term out;
    id_list const factors = factors_of(g, term);
    for (int k = 0; k < factors.size; ++k) {
        node const n = g[factors[k]];
        bool const outermost = (n.kind == op::div || n.kind == op::lap) && out.flux < 0;
        if (!outermost || !contains(g, factors[k], op::unknown)) {
            out.outer.push(factors[k]);
            continue;
        }
        int const inner = g.child(factors[k], 0);
        out.position = n.name, out.dimension = static_cast<int>(n.b), out.laplacian = n.kind == op::lap;
        out.flux = out.laplacian ? differential(g, op::grad, n.name, out.dimension, inner) : inner;
    }
    if (out.flux < 0) return {};
    id_list const parts = factors_of(g, out.flux);
    for (int k = 0; k < parts.size; ++k) {
        node const n = g[parts[k]];
        bool const slope = n.kind == op::grad && n.name == out.position;
        if (slope && g[g.child(parts[k], 0)].kind == op::unknown) out.unknown = g.child(parts[k], 0);
        else if (n.form.is_vector()) return {};
        else out.coefficient.push(parts[k]), out.tensor = out.tensor || n.form.is_matrix();
    }
    return out.unknown < 0 ? flux_term{} : out;
}

/// The terms of a side; one that hides a divergence of the unknown in a sum is multiplied out.
constexpr id_list separate_terms(arena& g, int side) {
    id_list const terms = terms_of(g, side);
    id_list out;
    for (int t = 0; t < terms.size; ++t) {
        bool const hidden = contains(g, terms[t], op::div) && contains(g, terms[t], op::unknown) &&
                            read_flux_term(g, terms[t]).unknown < 0;
        id_list const more = terms_of(g, hidden ? expand(g, terms[t]) : terms[t]);
        for (int k = 0; k < more.size; ++k) out.push(more[k]);
    }
    return out;
}

/// An equation left == right of which one term is c * div(a * grad(u)).
struct flux_equation {
    flux_term flux{};
    std::array<int, 2> rest{-1, -1};  ///< the other terms of the left and of the right side
    int side = 0;                     ///< of the flux: 0 left, 1 right
    form_refusal why = form_refusal::none;
};

/// Finds the term. A Laplacian counts where `laplacian` says so.
constexpr flux_equation find_flux(arena& g, int left, int right, bool laplacian) {
    flux_equation out;
    int found = 0;
    std::array<int, 2> const sides{left, right};
    for (std::size_t s = 0; s < 2; ++s) {
        id_list const terms = separate_terms(g, sides[s]);
        id_list rest;
        for (int t = 0; t < terms.size; ++t) {
            flux_term const read = read_flux_term(g, terms[t]);
            if (read.unknown < 0 || (read.laplacian && !laplacian)) {
                rest.push(terms[t]);
                continue;
            }
            out.flux = read, out.side = static_cast<int>(s);
            ++found;
        }
        out.rest[s] = sum(g, rest);
    }
    if (found != 1) out.why = found == 0 ? form_refusal::no_divergence : form_refusal::several_fluxes;
    return out;
}

}  // namespace lamina::graph
