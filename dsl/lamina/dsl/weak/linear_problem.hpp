#pragma once

#include <array>
#include <stdexcept>

#include <lamina/dsl/weak/linearisation.hpp>

namespace lamina::graph {

/// Why a residual is not linear in the derivatives of its unknown, in first-order form.
enum class linear_refusal {
    none,
    beyond_first_order,  ///< a derivative of second order stands under no divergence
    nonlinear            ///< a coefficient of a derivative depends on the unknown
};

/// A residual of an unknown w of m components (a scalar: m = 1), linear in the derivatives of w: of each component
///     -div(A grad w + c w + g) + b . grad w + r w - s
/// as a `linearisation`. Where w enters without a derivative it may be nonlinear; r is dF0 / dw, which contains it
/// then.
struct linear_problem {
    static constexpr int max_components = 9;
    int dimension = 0;   ///< D, of the position
    int components = 0;  ///< m
    std::array<linearisation, max_components> of{};
    linear_refusal why = linear_refusal::none;  ///< `of` counts only where it is none
};

/// The residual `root`, as the library derived it (`divergences::derived`), in the node `unknown` at points of the
/// position `name`; tensors are their components.
constexpr linear_problem read_linear_problem(arena& g, node_id root, node_id unknown, name_id name) {
    linear_problem out{.components = g[unknown].form.is_scalar() ? 1 : g[unknown].form.rows};
    for (int k = 0; k < g[unknown].count; ++k)
        if (node const at = g[g.child(unknown, k)]; at.name == name) out.dimension = static_cast<int>(at.b);
    id_list w;
    for (int k = 0; k < out.components; ++k) w.push(component(g, unknown, k));
    auto const depends = [&](id_list const& coefficients) {
        for (int k = 0; k < coefficients.size; ++k)
            if (any_of(g, coefficients[k], [&](node_id id) { return position_in(w, id) >= 0; })) return true;
        return false;
    };
    for (int k = 0; k < out.components; ++k) {
        auto const form = first_order_form_of(g, component(g, root, k), w, name, out.dimension, divergences::derived);
        if (!form.exists()) {
            out.why = linear_refusal::beyond_first_order;
            return out;
        }
        linearisation& at = out.of[static_cast<std::size_t>(k)] = linearise(g, form, w);
        if (depends(at.a) || depends(at.c) || depends(at.b)) {
            out.why = linear_refusal::nonlinear;
            return out;
        }
    }
    return out;
}

/// The same of what `twoscale::solvable` has let pass
constexpr linear_problem linear_problem_of(arena& g, node_id root, node_id unknown, name_id name) {
    linear_problem const out = read_linear_problem(g, root, unknown, name);
    if (out.why != linear_refusal::none) throw std::logic_error("lamina: a derived problem is not linear");
    return out;
}

}  // namespace lamina::graph
