#pragma once

#include <lamina/dsl/rewrite/inline.hpp>
#include <lamina/dsl/rewrite/replace.hpp>
#include <lamina/dsl/terms/jets.hpp>

namespace lamina::graph {

/// The symmetric matrix A of the second derivatives in a scalar residual, sum_ij A_ij d_ij u + ...: nodes A_ij, i >= j,
/// row by row. Empty if there is no such matrix: derivatives of higher order or in time, several unknowns, no second
/// derivatives, or an A that depends on the unknown.
constexpr id_list principal_part(arena& g, int root, int dimension) {
    root = scalarize(g, root);
    root = replace(g, root, [&](int id) {
        bool const called = g[id].kind == op::call || g[id].kind == op::entry;
        return called && has_jet(g, id) ? inline_calls(g, id) : -1;
    });
    id_list jets;  // in the order of their stand-ins: channel nodes 1000, 1001, ...
    auto stand_in = [&](int k) { return g.add({.kind = op::channel, .a = 1000 + k}); };
    int const residual = replace(g, root, [&](int id) {
        if (!is_jet(g, id)) return -1;
        int k = 0;
        while (k < jets.size && jets[k] != id) ++k;
        if (k == jets.size) jets.push(id);
        return stand_in(k);
    });
    id_list entries;
    for (int k = 0; k < dimension * (dimension + 1) / 2; ++k) entries.push(number(g, 0));
    bool found = false;
    int unknown = -1;
    for (int k = 0; k < jets.size; ++k) {
        int const count = g[jets[k]].kind == op::partial ? g[jets[k]].count : 1;  // the unknown and its directions
        int const base = count > 1 ? g.child(jets[k], 0) : jets[k];
        if (count > 3 || (unknown >= 0 && base != unknown)) return {};
        unknown = base;
        for (int c = 1; c < count; ++c)
            if (g.name_of(g.child(jets[k], c)) == "t") return {};
        if (count < 3) continue;
        int i = static_cast<int>(g[g.child(jets[k], 1)].a), j = static_cast<int>(g[g.child(jets[k], 2)].a);
        int coefficient = derivative(g, residual, stand_in(k));
        if (contains(g, coefficient, op::channel)) return {};
        if (i != j) coefficient = product(g, number(g, {1, 2}), coefficient);
        if (i < j) {
            int const swap = i;
            i = j, j = swap;
        }
        entries.at[static_cast<std::size_t>(i * (i + 1) / 2 + j)] = coefficient;
        found = true;
    }
    return found ? entries : id_list{};
}

}  // namespace lamina::graph
