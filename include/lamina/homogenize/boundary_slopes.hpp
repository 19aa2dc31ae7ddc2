#pragma once

#include <lamina/dsl/expr/lowered_expression.hpp>

namespace lamina {

/// On the boundary the gradient of the solution oscillates as it does inside: a condition that gives it a value other
/// than 0 has no limit, what has one is the flux. Throws std::invalid_argument for such a condition, left - right. One
/// that makes a derivative 0, as by symmetry, is left as it is.
void expect_no_slope(lowered_expression const& condition);

}  // namespace lamina
