#pragma once

#include <span>

#include <lamina/dsl/terms/lowered_problem.hpp>
#include <lamina/sample/tabulate.hpp>

namespace lamina {

/// Throws std::invalid_argument, with the values and the points, unless the matrix of the coefficients of the second
/// derivatives in `residual`, sum_ij -A_ij d_ij u + ..., is definite at every point, with one sign at all of them: the
/// discrete face of coercivity. `points` has shape (N, dimension). Looks only at what coercivity is defined for, where
/// `graph::diffusion` finds A; accepts anything else. Throws as `tabulate` does for a value that is not finite.
/// Cost: one evaluation of A at every point.
void expect_coercive(graph::arena& g, graph::node_id residual, int dimension, std::span<double const> points,
                     bindings const& known);
/// The same of a problem's equations, where they are one scalar equation without time
void expect_coercive(lowered_residuals const& equations, std::span<double const> points, bindings const& known);

}  // namespace lamina
