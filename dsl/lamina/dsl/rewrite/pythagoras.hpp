#pragma once

#include <lamina/dsl/expr/build.hpp>

namespace lamina::graph {

/// The factor of the term `id` that is the square of a function of this kind, not looked at before `from`; -1:
/// there is none.
constexpr int square_of(arena const& g, node_id id, op kind, int from = 0) {
    int const count = g[id].kind == op::product ? g[id].count : 1;
    for (int k = from; k < count; ++k) {
        node_id const f = g[id].kind == op::product ? g.child(id, k) : id;
        if (g[f].kind == op::power && g[f].a == 2 && g[f].b == 1 && g[g.child(f, 0)].kind == kind) return k;
    }
    return -1;
}

/// The term `id` with factor number k replaced.
constexpr node_id with_factor(arena& g, node_id id, int k, node_id by) {
    if (g[id].kind != op::product) return by;
    id_list factors = g.children(id);
    factors[k] = by;
    return product(g, factors);
}

/// The sum `id` with c sin(s)^2 + c cos(s)^2 written c, term by term. It is not multiplied out first.
constexpr node_id pythagoras(arena& g, node_id id) {
    if (g[id].kind != op::sum) return id;
    id_list const terms = g.children(id);
    for (int p = 0; p < terms.size; ++p)
        for (int k = square_of(g, terms[p], op::sin); k >= 0; k = square_of(g, terms[p], op::sin, k + 1)) {
            node_id const square = g[terms[p]].kind == op::product ? g.child(terms[p], k) : terms[p];
            node_id const angle = g.child(g.child(square, 0), 0);
            node_id const partner = with_factor(g, terms[p], k, power(g, apply(g, op::cos, angle), 2));
            for (int q = 0; q < terms.size; ++q) {
                if (terms[q] != partner) continue;
                id_list rest;
                for (int r = 0; r < terms.size; ++r)
                    if (r != p && r != q) rest.push(terms[r]);
                rest.push(with_factor(g, terms[p], k, number(g, 1)));
                return pythagoras(g, sum(g, rest));
            }
            if (g[terms[p]].kind != op::product) break;
        }
    return id;
}

}  // namespace lamina::graph
