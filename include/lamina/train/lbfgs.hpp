#pragma once

#include <cstddef>
#include <span>

#include <lamina/rows/residual_system.hpp>
#include <lamina/train/fit.hpp>

namespace lamina {

/// L-BFGS (Liu and Nocedal 1989) by LBFGSpp, with a bracketing line search for the strong Wolfe conditions.
struct lbfgs {
    std::size_t memory = 20;  ///< pairs of steps and changes of the gradient that model the Hessian
};

/// Trains from theta, shape (P,). Returns the best parameters accepted. Ends also when the gradient vanishes or the
/// line search fails, which is how it ends at a minimum within rounding; `stopped_because` says so. A trial step to
/// a loss or gradient that is not finite is shortened; if that does not help, training ends with the best
/// parameters before it. Throws std::invalid_argument for a wrong option, a wrong size, a NaN in theta,
/// and a start that is not finite (see fit.hpp).
/// Cost of an iteration: mostly one loss with its gradient, at most 40. Memory: 2 `memory` + 7 vectors of P.
fit train(residual_system<double>& system, std::span<double const> theta, lbfgs const& method, stop const& when = {});

}  // namespace lamina
