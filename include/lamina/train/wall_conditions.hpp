#pragma once

#include <array>
#include <optional>
#include <vector>

#include <lamina/network/corrector_grid.hpp>
#include <lamina/train/in_space.hpp>

namespace lamina::solving {

/// The sides of a rectangle on which a problem for one function gives something, in y = x / eps, with what that is
/// where it has slopes: beta . grad u + alpha u, whatever form it is written in. None where its coefficients do not
/// repeat along the side as the medium does, with periods eps `period`.
std::optional<std::vector<wall>> walls_of(problem_in_space const& problem, double eps,
                                          std::array<double, 2> const& period);

}  // namespace lamina::solving
