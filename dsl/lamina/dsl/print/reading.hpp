#pragma once

#include <lamina/dsl/expr/build.hpp>
#include <lamina/dsl/expr/call_derivatives.hpp>
#include <lamina/dsl/expr/order.hpp>

/// Facts about an expression that decide how it is written.
namespace lamina::printing {

using graph::arena;
using graph::node;
using graph::op;
using graph::rational;

/// True if `id` names no position but this one.
constexpr bool names_only(arena const& g, graph::node_id id, graph::name_id position) {
    node const& n = g[id];
    if (graph::is_in_space(g, id) && n.name != position) return false;
    for (int k = 0; k < n.count; ++k)
        if (!names_only(g, g.child(id, k), position)) return false;
    return true;
}

/// True if the directions of a partial derivative can stand as subscripts: numbers, x and t.
constexpr bool has_subscripts(arena const& g, graph::node_id partial) {
    for (int k = 1; k < g[partial].count; ++k) {
        graph::node_id const c = g.child(partial, k);
        if (graph::is_time(g, c)) continue;
        bool const letter = g[c].b > 1 || g.name_of(c) == "x";
        if (!letter || !names_only(g, g.child(partial, 0), g[c].name)) return false;
    }
    return true;
}

/// Which component of all arguments of a call `along` is, counted from 0
constexpr long flat_argument(arena const& g, graph::node_id call, graph::argument_component along) {
    long at = along.component;
    for (int slot = 0; slot < along.slot; ++slot) {
        shape const form = g[g.child(call, slot)].form;
        at += form.is_scalar() ? 1 : form.rows;
    }
    return at;
}

/// How many components the vector has that the coordinate or unknown `id` is a component of, as far as the arena knows;
/// of the normal, which is one in every dimension, as many as it takes to name this component
constexpr long components_of(arena const& g, graph::node_id id) {
    if (g[id].kind == op::coordinate) return g[id].b > 0 ? g[id].b : g[id].a + 1;
    for (int k = 0; k < g.size; ++k)
        if (graph::node_id const whole{k};
            g[whole].kind == op::unknown && g[whole].name == g[id].name && g[whole].form.rows > 0)
            return g[whole].form.rows;
    return g[id].a;
}

constexpr bool is_normal(arena const& g, graph::node_id id) {
    return g[id].kind == op::position && g[id].name == graph::name_id::normal;
}

/// True for an unknown, a component of one, or a field: what an operator stands before without brackets.
constexpr bool is_function(arena const& g, graph::node_id id) {
    if (g[id].kind == op::entry) id = g.child(id, 0);
    return g[id].kind == op::unknown || g[id].kind == op::field;
}

/// True if a term starts with a minus sign.
constexpr bool is_negative(arena const& g, graph::node_id id) {
    if (g[id].kind == op::number) return g[id].a < 0;
    return g[id].kind == op::product && is_negative(g, g.child(id, 0));
}

/// True if a factor stands below the fraction line.
constexpr bool is_below(arena const& g, graph::node_id id) { return g[id].kind == op::power && g[id].a < 0; }

}  // namespace lamina::printing
