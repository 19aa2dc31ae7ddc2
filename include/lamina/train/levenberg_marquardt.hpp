#pragma once

#include <span>

#include <lamina/rows/residual_system.hpp>
#include <lamina/train/fit.hpp>

namespace lamina {

/// Levenberg-Marquardt with exact Jacobians. A step solves
///     min |r + J s|^2 + mu |S^-1 s|^2,   S = diag(J^T J)^(-1/4),
/// with rows weighted by sqrt(lambda_i / N_i), by Cholesky in the smaller of residual and parameter space; a
/// second-order (geodesic) correction s2 = -step(r_ss) / 2 is added when |s2| <= `geodesic` |s| (Transtrum and
/// Sethna 2012). Damping is greedy: mu and mu / 4 are tried, the better one kept; on failure mu is 4 mu.
/// Beyond some 6000 rows and parameters (of both) the Cholesky factorisations take seconds: see gauss_newton_cg.hpp,
/// and spring.hpp for minibatches.
struct levenberg_marquardt {
    double damping = 1.0;        ///< first mu, relative to the mean of the diagonal of the Gram matrix
    double geodesic = 0.75;      ///< longest correction, 0: none
    double first_rcond = 1e-3;   ///< the last layer is first fitted alone by truncated least squares; 0: it is not
    double most_memory = 0;      ///< bytes that the matrices may take, 0: the physical memory of the machine
};

/// Trains from theta, shape (P,). Returns the best parameters seen. A loss that is not finite ends training with
/// the parameters before it. Throws std::invalid_argument for a wrong option, a wrong size, a NaN in theta, a start
/// that is not finite (see fit.hpp), and matrices that need more than `most_memory`.
/// Cost of an iteration: one J, one Gram matrix of min(N, P), two Cholesky factorisations, one more for each damping
/// that fails, and two passes over J; only the history allocates in it. Memory: J and three min(N, P)^2 matrices.
fit train(residual_system<double>& system, std::span<double const> theta, levenberg_marquardt const& method,
          stop const& when = {});

}  // namespace lamina
