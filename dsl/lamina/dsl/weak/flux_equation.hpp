#pragma once

#include <lamina/dsl/calculus/derivative.hpp>
#include <lamina/dsl/weak/divergence.hpp>

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

/// A divergence of which the flux is a * grad(u) as it is written
struct gradient_flux {
    divergence_term term{};
    id_list coefficient{};            ///< the factors of a, scalars and matrices
    node_id unknown = node_id::none;  ///< u; none: the flux is none of this kind
    bool tensor = false;              ///< a is a matrix
};

/// The flux of a divergence, factor by factor
constexpr gradient_flux read_gradient_flux(arena const& g, divergence_term const& term) {
    gradient_flux out{term};
    if (term.flux == node_id::none) return out;
    id_list const parts = factors_of(g, term.flux);
    for (int k = 0; k < parts.size; ++k) {
        if (node_id const f = under_gradient(g, parts[k], term.position);
            f != node_id::none && g[f].kind == op::unknown)
            out.unknown = f;
        else if (g[parts[k]].form.is_vector())
            return {};
        else
            out.coefficient.push(parts[k]), out.tensor = out.tensor || g[parts[k]].form.is_matrix();
    }
    return out;
}

/// An equation left == right of which one term is c * div(a * grad(u)).
struct flux_equation {
    gradient_flux flux{};
    std::array<node_id, 2> rest{node_id::none, node_id::none};  ///< the other terms of the left and of the right side
    int side = 0;                                               ///< of the flux: 0 left, 1 right
    form_refusal why = form_refusal::none;
};

/// Finds the term. A Laplacian counts where `laplacian` says so.
constexpr flux_equation find_flux(arena& g, node_id left, node_id right, bool laplacian) {
    flux_equation out;
    int found = 0;
    auto const counts = [&](node_id id) {
        bool const any = g[id].kind == op::div || (laplacian && g[id].kind == op::lap);
        return any && contains(g, id, op::unknown);
    };
    auto const read = [&](node_id term) { return read_gradient_flux(g, read_divergence(g, term, counts)); };
    std::array<node_id, 2> const sides{left, right};
    for (std::size_t s = 0; s < 2; ++s) {
        id_list const terms =
            separate_terms(g, sides[s], counts, [&](node_id term) { return read(term).unknown != node_id::none; });
        id_list rest;
        for (int t = 0; t < terms.size; ++t) {
            gradient_flux const flux = read(terms[t]);
            if (flux.unknown == node_id::none) {
                rest.push(terms[t]);
                continue;
            }
            out.flux = flux, out.side = static_cast<int>(s);
            ++found;
        }
        out.rest[s] = sum(g, rest);
    }
    if (found != 1) out.why = found == 0 ? form_refusal::no_divergence : form_refusal::several_fluxes;
    return out;
}

}  // namespace lamina::graph
