#pragma once

#include <span>

#include <lamina/sample/tabulate.hpp>

namespace lamina {

/// Checks what is declared of the coefficients in `root` (dsl/expr/properties.hpp) at `points`, shape
/// (N, frame.size()): symmetric to 1e-12 of the entries; coercive, tensors of rank four on symmetric
/// matrices; periodic to 1e-9, if `period`, shape (D,), is
/// not empty.
/// Coefficients at the unknown, or at parameters that are not bound, are left out. Throws std::invalid_argument with
/// the name of the coefficient, the point and the values there, and as `tabulate` does. Cost: `tabulate` of the
/// declared coefficients, for periodic ones 1 + D times.
void check_declared(graph::arena& g, graph::node_id root, std::span<double const> points, point_frame const& frame,
                    std::span<double const> period, bindings const& known);

}  // namespace lamina
