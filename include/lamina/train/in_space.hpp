#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include <lamina/discretise/collocation_arguments.hpp>
#include <lamina/discretise/generated_problem.hpp>
#include <lamina/discretise/linear_space.hpp>
#include <lamina/train/remainder.hpp>

namespace lamina::solving {

/// A problem with what its solution in a linear space depends on; `domain` with time as its last axis
struct problem_in_space {
    generated_problem const& problem;
    bool linear;
    box const& domain;
    collocation::arguments const& with;
    std::uint64_t seed = 1;               ///< of what is drawn
    std::optional<double> accuracy = {};  ///< that is asked for: see `lamina::accuracy`
};

/// How a nonlinear problem is solved
struct newton_steps {
    std::size_t most = 30;
    bool thorough = true;  ///< by Levenberg-Marquardt where these lead nowhere
    /// A solution in another space: what is nearest to it at the points of this one is where steps begin, if it leaves
    /// less than 0 does
    result const* before = nullptr;
};

/// By least squares in a linear space, at its own points unless others are given; a nonlinear problem by steps of
/// Gauss-Newton, from 0 unless there is a better start. Weights of equations and conditions in random functions, unless
/// given: `even_rows`.
result solved_in(problem_in_space const& problem, linear_space const& space, newton_steps const& steps = {});

/// With its alarm: it rings above the accuracy that was asked for, 1e-4 if none was
evidence judged(evidence of, std::optional<double> accuracy = {});

/// Whether more than 0.3 of an equation or 0.1 of a condition is left: then it is no solution, however coarse
bool is_absurd(remainder const& left);

/// The same with a judgement; in fast waves the problem that these are made for without 1 / eps in its rows
/// (fast_problem.hpp), unless points or weights are given. Says on standard error where it leaves more than 1e-6 of an
/// equation or condition, and where unknowns are open. Throws no_solution where that is absurd.
solved in_space(problem_in_space const& problem, linear_space const& space);

}  // namespace lamina::solving
