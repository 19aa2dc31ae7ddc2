#pragma once

#include <string>

#include <lamina/dsl/terms/lowered_problem.hpp>

namespace lamina {

/// The equations and conditions of a problem as its residuals read, "left - right == 0, on boundary", a line each: what
/// a file of a solution knows its problem by
std::string text_of_problem(lowered_problem const& problem);

}  // namespace lamina
