#pragma once

#include <lamina/dsl/calculus/derivative.hpp>
#include <lamina/dsl/rewrite/replace.hpp>

namespace lamina::graph {

/// `id` with every coefficient written out: a call becomes its body, differentiated as the call says, with the
/// arguments in place.
constexpr node_id inline_calls(arena& g, node_id id) {
    return replace(g, id, [&g](node_id at) {
        node const n = g[at];
        if (n.kind != op::call && n.kind != op::entry) return node_id::none;
        node_id const call = n.kind == op::entry ? g.child(at, 0) : at;
        if (n.kind == op::call && !n.form.is_scalar()) return node_id::none;  // its entries are written out one by one
        function const f = g.functions[static_cast<std::size_t>(g[call].a)];
        node_id body = inline_calls(g, f.body);
        if (n.kind == op::entry) body = component(g, body, static_cast<int>(n.a), static_cast<int>(n.b));
        body = scalarize(g, body);
        for (argument_component const along : call_derivatives(g[call].b))
            body = derivative(g, body, g.add({.kind = op::argument, .a = along.slot, .b = along.component}));
        return replace(g, body, [&g, call](node_id part) {
            if (g[part].kind != op::argument) return node_id::none;
            node_id const given = inline_calls(g, g.child(call, static_cast<int>(g[part].a)));
            if (g[part].b < 0) return given;
            return component(g, given, static_cast<int>(g[part].b));
        });
    });
}

/// The scalar `id` as operations on numbers alone: derivatives carried out and coefficients written out, also where
/// operators stand in the arguments of a call
constexpr node_id carried_out(arena& g, node_id id) {
    node_id const scalars = scalarize(g, id), written = inline_calls(g, scalars);
    return written == scalars ? scalars : scalarize(g, written);
}

}  // namespace lamina::graph
