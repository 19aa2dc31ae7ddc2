#pragma once

#include <string>

#include <lamina/dsl/expr/lowered_expression.hpp>
#include <lamina/dsl/print/notation.hpp>

#if !defined(LAMINA_COMPILED)
#include <vector>

#include <lamina/dsl/print/text.hpp>
#include <lamina/dsl/rewrite/readable.hpp>
#endif

namespace lamina::printing {

/// The text of an expression for readers. It is the same for every type, so that programs that are linked with the
/// library find it there (lamina/compiled.hpp).
#if defined(LAMINA_COMPILED)
std::string text_of(lowered_expression const& e, notation const& style);
#else
inline std::string text_of(lowered_expression const& e, notation const& style) {
    std::vector<graph::arena> heap{e.arena()};  // too large for the stack; <memory> is slow to compile
    graph::arena& g = heap.front();
    return to_text(g, graph::readable(g, e.root), style);
}
#endif

}  // namespace lamina::printing
