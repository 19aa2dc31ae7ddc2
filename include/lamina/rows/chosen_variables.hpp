#pragma once

#include <span>
#include <utility>
#include <vector>

#include <lamina/dsl/terms/term_plan.hpp>
#include <lamina/rows/term_functions.hpp>

namespace lamina {

/// Residuals that are variables themselves, F_i = u[chosen_i], of a plan's variables: periodic conditions, and what a
/// solution is evaluated from.
struct chosen_variables {
    term_functions<double> functions;
    std::vector<double> constants;
};
/// Throws std::invalid_argument for a number that is no variable.
chosen_variables choose_variables(graph::term_plan const& plan, std::span<std::size_t const> chosen);

}  // namespace lamina
