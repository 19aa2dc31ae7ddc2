#pragma once

#include <lamina/dsl/print/pen.hpp>

namespace lamina::printing {

/// The position of an operator, where the expression leaves a choice
template <class Writer>
constexpr void write_position(Writer& to, graph::node_id id) {
    arena const& g = to.g;
    if (names_only(g, g.child(id, 0), g[id].name)) return;
    to.out << (to.is_program() ? ", " : to.is_tex() ? "_{" : "_");
    to.name(g.name_of(id));
    if (to.is_tex()) to.out << "}";
    bool const spaced = g[id].kind == op::grad || g[id].kind == op::lap;
    if (to.in.kind == notation::script::unicode && spaced) to.out << " ";
}

/// grad, div or lap, by the word `text`
template <class Writer>
constexpr void write_differential(Writer& to, std::string_view text, graph::node_id id) {
    graph::node_id const child = to.g.child(id, 0);
    to.out << text;
    if (to.is_program()) {
        to.out << "(";
        to.write(child);
        write_position(to, id);
        to.out << ")";
    } else {
        write_position(to, id);
        if (to.g[id].kind == op::div) to.out << to.in.after_div;
        to.wrapped(child, !is_function(to.g, child));
    }
}

/// d(u, x, x), dt(u), ∂ₓₓu
template <class Writer>
constexpr void write_partial(Writer& to, graph::node_id id) {
    arena const& g = to.g;
    auto& out = to.out;
    if (to.is_program()) {
        bool const in_time = graph::is_time(g, g.child(id, 1)) && graph::is_time(g, g.child(id, g[id].count - 1));
        if (!in_time || g[id].count > 3) return to.function(to.in.partial, id);
        out << (g[id].count == 2 ? "dt(" : "dtt(");
        to.write(g.child(id, 0));
        out << ")";
        return;
    }
    graph::node_id const child = g.child(id, 0);
    bool const short_form = !to.is_tex() && has_subscripts(g, id);  // ∂ₓₓu, ∂₁₂u
    out << to.in.partial << (to.is_tex() ? "_{" : short_form ? "" : "_");
    for (int k = 1; k < g[id].count; ++k) {
        graph::node_id const c = g.child(id, k);
        if (!short_form) to.write(c);
        else if (g[c].b > 1) to.index(g[c].a);
        else out << (g.name_of(c) == "x" ? "ₓ" : "ₜ");
    }
    out << (to.is_tex() ? "} " : short_form ? "" : " ");
    to.wrapped(child, !is_function(g, child));
}

}  // namespace lamina::printing
