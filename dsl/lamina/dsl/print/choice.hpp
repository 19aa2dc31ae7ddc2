#pragma once

#include <lamina/dsl/print/pen.hpp>

namespace lamina::printing {

/// A choice between two expressions: where(p < q, f, g), {f if p < q, g otherwise}, or cases; of a formula and its
/// limit the formula
template <class Writer>
constexpr void write_choice(Writer& to, graph::node_id id, strength around) {
    arena const& g = to.g;
    if (graph::is_limit(g[id])) return to.write(g.child(id, 3), around);
    auto& out = to.out;
    bool const is_program = to.is_program(), is_tex = to.is_tex();
    auto condition = [&] {
        to.write(g.child(id, 0));
        out << (g[id].a == 0 ? " < " : is_program ? " <= " : is_tex ? " \\le " : " ≤ ");
        to.write(g.child(id, 1));
    };
    out << (is_program ? "where(" : is_tex ? "\\begin{cases} " : "{");
    if (is_program) {
        condition();
        out << ", ";
    }
    to.write(g.child(id, 2));
    if (!is_program) {
        out << (is_tex ? " & " : " if ");
        condition();
    }
    out << (is_tex ? " \\\\ " : ", ");
    to.write(g.child(id, 3));
    out << (is_program ? ")" : is_tex ? " & \\text{otherwise} \\end{cases}" : " otherwise}");
}

}  // namespace lamina::printing
