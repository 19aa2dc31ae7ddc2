#pragma once

#include <optional>

#include <lamina/train/in_space.hpp>

namespace lamina::solving {

/// The whole solution by passages with tolerances of 1e-3, 1e-5, 1e-7, ... until two differ by less than 1e-10 of their
/// size, or 1e-6 where the next would take long. None where the problem cannot be solved so (slab.hpp) or no second
/// passage reaches the end.
std::optional<solved> in_slabs(problem_in_space const& of);

}  // namespace lamina::solving
