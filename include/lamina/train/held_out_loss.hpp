#pragma once

#include <span>

#include <lamina/rows/residual_system.hpp>

namespace lamina {

/// The loss of the system `of` at theta, shape (P,), with the weights of the blocks of `weighted_as`
double held_out_loss(residual_system<double>& of, residual_system<double> const& weighted_as,
                     std::span<double const> theta);

}  // namespace lamina
