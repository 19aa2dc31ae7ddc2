#pragma once

#include <vector>

#include <lamina/rows/residual_system.hpp>

namespace lamina {

/// sqrt(lambda_i / N_i) for each row, shape (N,): the loss is half the squared norm of the weighted residual.
std::vector<double> row_weights(residual_system<double> const& system);

/// lambda_i of each block, shape (blocks,)
std::vector<double> block_weights(residual_system<double> const& system);

}  // namespace lamina
