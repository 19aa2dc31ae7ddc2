#pragma once

#include <lamina/dsl/print/pen.hpp>

namespace lamina::printing {

/// A matrix row by row; a unit matrix too
template <class Writer>
constexpr void write_matrix(Writer& to, graph::node_id id) {
    auto& out = to.out;
    node const n = to.g[id];
    bool const is_program = to.is_program(), is_tex = to.is_tex();
    std::string_view const row = is_program ? "row(" : "";
    std::string_view const comma = is_tex ? " & " : ", ";
    out << (is_program ? "matrix(" : is_tex ? "\\begin{pmatrix}" : "[");
    for (int i = 0; i < n.form.rows; ++i) {
        if (i > 0) out << (is_program ? ", " : is_tex ? " \\\\ " : "; ");
        out << row;
        for (int j = 0; j < n.form.cols; ++j) {
            if (j > 0) out << comma;
            if (n.kind == op::unit) out << (i == n.a && j == n.b ? 1 : 0);
            else to.write(to.g.child(id, i * n.form.cols + j));
        }
        if (is_program) out << ")";
    }
    out << (is_program ? ")" : is_tex ? "\\end{pmatrix}" : "]");
}

}  // namespace lamina::printing
