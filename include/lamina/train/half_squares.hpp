#pragma once

#include <span>
#include <vector>

#include <lamina/rows/residual_system.hpp>

namespace lamina {

/// Half the mean of r^2 of each block at theta, shape (blocks,): its part of the loss for the weight 1
std::vector<double> half_squares(residual_system<double>& of, std::span<double const> theta);

}  // namespace lamina
