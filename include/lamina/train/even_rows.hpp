#pragma once

#include <span>

#include <lamina/rows/residual_system.hpp>

namespace lamina::solving {

/// Gives every block the lambda for which its rows of J at theta, weighted as in the loss, have the mean square of
/// those of the first: an equation in derivatives of functions that oscillate would else outweigh its conditions by as
/// many orders of magnitude as it has derivatives. Cost: one J.
void even_rows(residual_system<double>& system, std::span<double const> theta);

}  // namespace lamina::solving
