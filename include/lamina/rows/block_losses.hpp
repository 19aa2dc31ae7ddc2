#pragma once

#include <span>
#include <vector>

#include <lamina/rows/residual_system.hpp>

namespace lamina {

/// |w_i|^2 / 2 of each block i, shape (blocks,), w the residual weighted by `row_weights`, shape (N,). They add up to
/// the loss. Throws std::invalid_argument for another size.
std::vector<double> block_losses(residual_system<double> const& system, std::span<double const> weighted_residual);

}  // namespace lamina
