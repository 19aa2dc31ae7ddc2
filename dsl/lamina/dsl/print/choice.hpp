#pragma once

#include <lamina/dsl/print/notation.hpp>

namespace lamina::printing {

/// A choice between two expressions: where(p < q, f, g), {f if p < q, g otherwise}, or cases. `writer` writes its
/// parts.
template <class Writer, class Sink>
constexpr void write_choice(Writer& writer, Sink& out, graph::arena const& g, int id, notation::script kind) {
    bool const is_program = kind == notation::script::program, is_tex = kind == notation::script::tex;
    auto condition = [&] {
        writer.write(g.child(id, 0));
        out << (g[id].a == 0 ? " < " : is_program ? " <= " : is_tex ? " \\le " : " ≤ ");
        writer.write(g.child(id, 1));
    };
    out << (is_program ? "where(" : is_tex ? "\\begin{cases} " : "{");
    if (is_program) {
        condition();
        out << ", ";
    }
    writer.write(g.child(id, 2));
    if (!is_program) {
        out << (is_tex ? " & " : " if ");
        condition();
    }
    out << (is_tex ? " \\\\ " : ", ");
    writer.write(g.child(id, 3));
    out << (is_program ? ")" : is_tex ? " & \\text{otherwise} \\end{cases}" : " otherwise}");
}

}  // namespace lamina::printing
