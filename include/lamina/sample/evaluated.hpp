#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>

#include <lamina/interpret/values.hpp>
#include <lamina/sample/bindings.hpp>

namespace lamina {

/// Points 0 .. points - 1 that expressions are evaluated at, and the functions of them.
struct sampling {
    std::size_t points;
    /// Values of a node that `bindings` do not fix: a coordinate, a field, an unknown, or a derivative of one. Throws
    /// std::invalid_argument for what has none.
    std::function<interpret::leaf<double>(graph::node_id id)> leaf;
    /// "the point (0.5, 1)"
    std::function<std::string(std::size_t p)> place;
};

/// The scalar nodes `roots` of `g` at points, shape (roots, points). Throws std::invalid_argument if a parameter is not
/// bound, and for a value that is not finite, with the expression and the place. Cost: one operation for each distinct
/// subexpression and point, calls of coefficients written out.
xt::xtensor<double, 2> evaluated(graph::arena& g, std::span<graph::node_id const> roots, sampling const& at,
                                 bindings const& known);

}  // namespace lamina
