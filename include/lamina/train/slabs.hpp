#pragma once

#include <cstddef>
#include <optional>

#include <lamina/train/in_space.hpp>

namespace lamina {

/// Names slabs of time as the space of a problem in time, in place of a network, each of at most so many functions
/// (for all unknowns): `solve(p, interval(-1, 1), during{0, 1}, time_slabs{.functions = 400})`
struct time_slabs {
    std::size_t functions = 1600;
};

namespace solving {

/// The whole solution by passages with tolerances of 1e-3, 1e-5, 1e-7, ... until two differ by less than 1e-10 of their
/// size, or 1e-6 where the next would take long, or by the accuracy that is asked for. None where the problem cannot be
/// solved so (slab.hpp), where no second passage reaches the end, and where two differ by more than 1e-3 or the last
/// leaves more than 3e-2 of an equation or 1e-3 of a condition. Throws no_solution for one of many.
std::optional<solved> in_slabs(problem_in_space const& of);

/// The same in slabs that are named, whatever it leaves, with the alarm where that is much, where it is one of many and
/// where only one passage reaches the end. Throws std::invalid_argument for a problem that cannot be solved so, and
/// no_solution where none reaches it or 0.3 of an equation or 0.1 of a condition are left.
solved in_slabs(problem_in_space const& of, time_slabs const& named);

}  // namespace solving

}  // namespace lamina
