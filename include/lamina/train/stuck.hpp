#pragma once

#include <span>
#include <string>

#include <lamina/rows/residual_system.hpp>

namespace lamina {

/// Why theta, shape (P,), is a place to be stuck at and no minimum: rows with a share of the loss that no parameter
/// changes by 1e-8 of their residual, or a half of the parameters that change each row 1e10 times less than others do,
/// as where all weights are about 0 or an input is constant. In words, empty if neither is so. Cost: one residual, and
/// one J^T w for each block.
std::string why_stuck(residual_system<double>& system, std::span<double const> theta);

}  // namespace lamina
