#pragma once

#include <cstddef>
#include <span>

#include <lamina/train/batches.hpp>
#include <lamina/train/fit.hpp>

namespace lamina {

/// Natural gradient with momentum on minibatches: SPRING (Goldshlager, Abrahamsen and Lin 2024; for equations
/// Guzman-Cordero et al. 2025). With J and r of a batch of B rows, weighted by sqrt(lambda_i / N_i),
///     phi_k = m phi_{k-1} + J^T (J J^T + mu)^-1 (r - m J phi_{k-1}),   theta -= rate_k phi_k,
/// mu = `damping` times the mean of the diagonal of J J^T, rate_k = rate / (1 + k / slow_after): with momentum 0
/// and rate 1 a damped Gauss-Newton step.
struct spring {
    double rate = 0.1;
    double momentum = 0.9;          ///< m, in [0, 1)
    double damping = 1e-6;
    double slow_after = 1e300;      ///< iterations in which the rate halves
    double longest = 0.1;           ///< longest step |rate phi|, a longer one is shortened to it: the norm constraint
    std::size_t look_every = 10;    ///< iterations between two losses of the held-out system
};

/// Trains from theta, shape (P,). Returns the parameters of the least held-out loss seen; history, limits and reasons
/// to stop are those of the held-out loss, `when.seconds` too is looked at every `look_every` iterations. A loss or a
/// step that is not finite ends training with the best parameters before it. Equal arguments give equal bits at a
/// fixed number of threads. Throws std::invalid_argument for a wrong option, a wrong size, a NaN in theta, a
/// start that is not finite (see fit.hpp), no held-out system.
/// Cost of an iteration: one batch, its J J^T (see residual_system::gram), a Cholesky factorisation of B, J phi and
/// J^T w. Memory: B^2 numbers and P, what the batch needs for J J^T, and the held-out system; no more for more points in
/// all.
fit train(batches const& from, std::span<double const> theta, spring const& method, stop const& when = {});

}  // namespace lamina
