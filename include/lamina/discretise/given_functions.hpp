#pragma once

#include <memory>

#include <lamina/discretise/solved.hpp>
#include <lamina/dsl/terms/lowered_problem.hpp>
#include <lamina/network/trial_space.hpp>

namespace lamina {

/// The solution of a problem that consists of given functions, one for each scalar unknown; `known`: what the names in
/// the problem stand for.
solved solution_of_functions(lowered_problem problem, box const& domain, std::shared_ptr<trial_space const> functions,
                             bindings known);

}  // namespace lamina
