#include <lamina/compiled.hpp>

#include <lamina/dsl/print/text_of.hpp>

#include <memory>

#include <lamina/dsl/print/text.hpp>
#include <lamina/dsl/rewrite/readable.hpp>

namespace lamina::printing {

std::string text_of(lowered_expression const& e, notation const& style) {
    auto const g = std::make_unique<graph::arena>(e.arena());
    return to_text(*g, graph::readable(*g, e.root), style);
}

}  // namespace lamina::printing
