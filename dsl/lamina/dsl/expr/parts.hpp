#pragma once

#include <lamina/dsl/expr/arena.hpp>

namespace lamina::graph {

/// The factors of a product, or the one factor that anything else is.
constexpr id_list factors_of(arena const& g, int id) {
    if (g[id].kind == op::product) return g.children(id);
    id_list one;
    one.push(id);
    return one;
}
/// The terms of a sum, or the one term that anything else is.
constexpr id_list terms_of(arena const& g, int id) {
    if (g[id].kind == op::sum) return g.children(id);
    id_list one;
    one.push(id);
    return one;
}

}  // namespace lamina::graph
