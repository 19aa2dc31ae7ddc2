#pragma once

#include <cstddef>
#include <span>

#include <lamina/rows/residual_system.hpp>
#include <lamina/train/fit.hpp>

namespace lamina {

/// Levenberg-Marquardt without matrices, for N and P beyond some 6000 each. A step solves
///     min |W (r + J s)|^2 + mu |S^-1 s|^2,   S = diag(J^T W^2 J)^(-1/4),
/// by conjugate gradients (in the form LSQR, see damped_lsqr.hpp) for y = S^-1 s: S is the metric of the damping and
/// the diagonal preconditioner at once. The diagonal is a running mean of squares of J^T W z, z of random signs, one
/// more z an iteration (Bekas, Kokiopoulou and Saad 2007). Damping is greedy: mu / 4, mu, 4 mu and 16 mu share one
/// Krylov space, the step of the lowest loss is taken, after a second-order (geodesic) correction if that lowers the
/// loss further, and its damping is the next mu. An inner iteration ends when its gradient, for mu / 4, has fallen by
/// the forcing term eta = 0.9 (|g| / |g before|)^1.618 (Eisenstat and Walker 1996), at most `forcing`.
///
/// Truncated steps are weaker than exact ones where the spectrum of J decays fast: as long as `levenberg_marquardt`
/// fits in time and memory it needs far fewer iterations.
struct gauss_newton_cg {
    double damping = 1.0;           ///< first mu, relative to the mean of the diagonal of the Gram matrix
    double geodesic = 0.75;         ///< longest second-order correction relative to the step, 0: none
    double forcing = 0.1;           ///< largest forcing term, in (0, 1)
    std::size_t most_inner = 100;   ///< inner iterations of a step at most
    bool last_layer_first = true;   ///< the last layer, in which a linear equation is affine, is first fitted alone
};

/// Trains from theta, shape (P,). Returns the best parameters seen; the loss falls at every iteration. A loss that is
/// not finite ends training with the parameters before it. Equal arguments give equal bits at a fixed number of
/// threads. Throws std::invalid_argument for a wrong option, a wrong size, a NaN in theta, and a start that is
/// not finite (see fit.hpp).
/// Cost of an iteration: one J v and one J^T w for each inner iteration, of the correction too, and six residuals.
/// Memory: some 13 N + 25 P numbers.
fit train(residual_system<double>& system, std::span<double const> theta, gauss_newton_cg const& method,
          stop const& when = {});

}  // namespace lamina
