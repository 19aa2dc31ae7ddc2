#pragma once

#include <span>
#include <utility>
#include <vector>

#include <lamina/dsl/terms/term_plan.hpp>
#include <lamina/rows/term_functions.hpp>

namespace lamina {

/// Residuals that are variables themselves, F_i = u[chosen_i], of a plan's variables: periodic conditions, and what a
/// solution is evaluated from.
template <class Real>
struct chosen_variables {
    term_functions<Real> functions;
    std::vector<double> constants;
};
/// Throws std::invalid_argument for a number that is no variable.
template <class Real>
chosen_variables<Real> choose_variables(graph::term_plan const& plan, std::span<std::size_t const> chosen);

}  // namespace lamina
