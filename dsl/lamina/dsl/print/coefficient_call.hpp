#pragma once

#include <lamina/dsl/print/pen.hpp>

namespace lamina::printing {

/// A coefficient at its arguments, differentiated as its code says, whole (entry is none) or one entry of it.
/// Derivatives: a' with one scalar argument, else numbered by the argument's components: A_0 or ∂₁A.
template <class Writer>
constexpr void write_call(Writer& to, graph::node_id id, graph::node_id entry) {
    arena const& g = to.g;
    auto& out = to.out;
    node const n = g[id];
    bool const prime = n.count == 1 && g[g.child(id, 0)].form.is_scalar(), matrix = n.form.is_matrix();
    graph::call_derivatives const derivatives(n.b);
    if (!prime && !to.is_program())
        for (graph::argument_component const along : derivatives)
            out << to.in.partial, to.index(flat_argument(g, id, along));
    to.name(g.name_of(id));
    for (graph::argument_component const along : derivatives) {
        if (prime) out << "'";
        else if (to.is_program()) out << "_" << flat_argument(g, id, along);
    }
    if (entry != graph::node_id::none && to.is_tex()) {
        out << "_{" << g[entry].a + 1;
        if (matrix) out << g[entry].b + 1;
        out << "}";
    } else if (entry != graph::node_id::none && !to.is_program()) {
        to.index(g[entry].a);
        if (matrix) to.index(g[entry].b);
    }
    to.function("", id);
    if (entry != graph::node_id::none && to.is_program()) {
        to.index(g[entry].a, n.form.rows);
        if (matrix) to.index(g[entry].b, n.form.cols);
    }
}

/// An entry of a coefficient, a component of an unknown, or of anything
template <class Writer>
constexpr void write_entry(Writer& to, graph::node_id id) {
    arena const& g = to.g;
    graph::node_id const of = g.child(id, 0);
    if (g[of].kind == op::call) return write_call(to, of, id);
    if (g[of].kind == op::unknown) return to.component(g.name_of(of), g[id].a, g[of].form.rows);
    to.wrapped(of, g[of].kind != op::mean);
    to.index(g[id].a, g[of].form.rows);
    if (g[of].form.is_matrix()) to.index(g[id].b, g[of].form.cols);
}

}  // namespace lamina::printing
