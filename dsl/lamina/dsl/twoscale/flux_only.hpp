#pragma once

#include <lamina/dsl/twoscale/linearity.hpp>
#include <lamina/dsl/twoscale/operators.hpp>

namespace lamina::graph::expanding {

/// True if u0 occurs in the flux `id` as a first derivative only, and linearly.
constexpr bool first_derivatives_only(arena const& g, int id, int u0) {
    if (!holds(g, id, u0)) return true;
    node const n = g[id];
    if (n.kind == op::partial) return n.count == 2 && g.child(id, 0) == u0;
    if (n.kind == op::grad) return g.child(id, 0) == u0;
    if (n.kind != op::sum && n.kind != op::product) return false;
    int holders = 0;
    for (int k = 0; k < n.count; ++k) {
        if (!first_derivatives_only(g, g.child(id, k), u0)) return false;
        holders += holds(g, g.child(id, k), u0) ? 1 : 0;
    }
    return n.kind == op::sum || holders == 1;
}

/// True if the residual `effective` is -div(A* grad u0) - f with an f that no average stands in: then the effective
/// tensor says all of it. A reaction, a drift or an averaged source is what the tensor alone would lose.
constexpr bool flux_only(arena const& g, scales const& s, int effective, int u0) {
    id_list const terms = terms_of(g, effective);
    for (int t = 0; t < terms.size; ++t) {
        if (!holds(g, terms[t], u0)) {
            if (contains(g, terms[t], op::mean)) return false;
            continue;
        }
        id_list const factors = factors_of(g, terms[t]);
        for (int k = 0; k < factors.size; ++k) {
            int const id = factors[k];
            if (!holds(g, id, u0)) continue;
            node const n = g[id];
            bool const second = n.kind == op::partial && n.count == 3 && g.child(id, 0) == u0;
            bool const outer = (n.kind == op::div && n.name == s.slow) || (n.kind == op::partial && n.count == 2);
            bool const of_flux = outer && g.child(id, 0) != u0 && first_derivatives_only(g, g.child(id, 0), u0);
            if (!second && !of_flux) return false;
        }
    }
    return true;
}

}  // namespace lamina::graph::expanding
