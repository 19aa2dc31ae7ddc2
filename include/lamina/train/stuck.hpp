#pragma once

#include <span>
#include <string>

#include <lamina/kernel/residual_system.hpp>

namespace lamina {

/// Why theta, shape (P,), from which no step lowers the loss, is a place to be stuck at and no minimum: rows with a
/// residual that no parameter changes, or a half of the parameters that change no row, as where all weights are 0 or an
/// input is constant. In words, empty if neither is so. Cost: one residual, and one J^T w for each block.
std::string why_stuck(residual_system<double>& system, std::span<double const> theta);

}  // namespace lamina
