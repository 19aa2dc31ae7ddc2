#pragma once

#include <stdexcept>

#include <lamina/dsl/calculus/derivative.hpp>
#include <lamina/dsl/expr/parts.hpp>
#include <lamina/dsl/terms/channels.hpp>
#include <lamina/dsl/terms/unknowns.hpp>

namespace lamina::graph {

/// The directions of a jet, ascending: the components of the position, then time. `dimension` is the position's.
constexpr multi_index directions_of(arena const& g, node_id jet, int dimension) {
    multi_index alpha;
    if (g[jet].kind != op::partial) return alpha;
    for (int k = 1; k < g[jet].count; ++k) {
        if (alpha.order == max_derivative_order)
            throw std::length_error("lamina: a derivative of the unknown of order above 4");
        node_id const c = g.child(jet, k);
        alpha.direction[static_cast<std::size_t>(alpha.order++)] = is_time(g, c) ? dimension : static_cast<int>(g[c].a);
    }
    for (int i = 1; i < alpha.order; ++i)
        for (int j = i; j > 0; --j) {
            int& p = alpha.direction[static_cast<std::size_t>(j - 1)];
            int& q = alpha.direction[static_cast<std::size_t>(j)];
            if (q < p) {
                int const swap = p;
                p = q, q = swap;
            }
        }
    return alpha;
}

/// The number in the table of the unknown of a jet
constexpr int unknown_index(arena const& g, node_id jet, unknown_table const& unknowns) {
    node_id const u = base_of(g, jet);
    return unknowns.find(g.name_of(u), static_cast<int>(g[u].a));
}

/// The distinct jets in `id`, by order, then by direction, then by unknown as the table counts them.
constexpr id_list jets_of(arena const& g, node_id id, unknown_table const& unknowns) {
    id_list found;
    auto look = [&](auto& self, node_id at) -> void {
        if (is_jet(g, at)) {
            for (int k = 0; k < found.size; ++k)
                if (found[k] == at) return;
            found.push(at);
            return;
        }
        if (g[at].kind == op::mean) return;  // a number, as far as this equation is concerned
        for (int k = 0; k < g[at].count; ++k) self(self, g.child(at, k));
    };
    look(look, id);
    auto before = [&](node_id p, node_id q) {
        multi_index const a = directions_of(g, p, unknowns.dimension), b = directions_of(g, q, unknowns.dimension);
        if (a.order != b.order) return a.order < b.order;
        if (!(a.direction == b.direction)) return a.direction < b.direction;
        return unknown_index(g, p, unknowns) < unknown_index(g, q, unknowns);
    };
    for (int i = 1; i < found.size; ++i)
        for (int j = i; j > 0 && before(found[j], found[j - 1]); --j) {
            node_id const swap = found[j];
            found[j] = found[j - 1], found[j - 1] = swap;
        }
    return found;
}

/// True if `id` contains a jet.
constexpr bool has_jet(arena const& g, node_id id) { return contains(g, id, op::unknown); }

}  // namespace lamina::graph
