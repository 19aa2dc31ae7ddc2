#pragma once

#include <cstddef>
#include <span>

#include <lamina/rows/residual_system.hpp>
#include <lamina/train/fit.hpp>

namespace lamina {

/// Adam on the full batch (Kingma and Ba 2015, algorithm 1). With g the gradient at step t = 1, 2, ...
///     m = beta1 m + (1 - beta1) g,   v = beta2 v + (1 - beta2) g^2,
///     theta -= rate_t (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + epsilon),
///     rate_t = rate * decay^floor((t - 1) / decay_every).
struct adam {
    double rate = 1e-3;
    double beta1 = 0.9;
    double beta2 = 0.999;
    double epsilon = 1e-8;
    double decay = 1.0;             ///< factor on the rate, in (0, 1]
    std::size_t decay_every = 1000; ///< steps between two decays
};

/// Trains from theta, shape (P,). Returns the best parameters seen. A loss or gradient that is not finite ends
/// training with the best parameters before it. Throws std::invalid_argument for a wrong option, a wrong size, a NaN in
/// theta, and a start that is not finite (see fit.hpp).
/// Cost of an iteration: one loss with its gradient. Memory: four vectors of P.
fit train(residual_system<double>& system, std::span<double const> theta, adam const& method, stop const& when = {});

}  // namespace lamina
