#pragma once

#include <span>
#include <string_view>

#include <lamina/train/scratch.hpp>
#include <lamina/train/train.hpp>

namespace lamina {

struct levenberg_marquardt_state : training_state {
    using training_state::training_state;
    double damping = 0;  ///< mu of the next step
    struct room;
    scratch<room> work{};

    void describe(state_fields& to);
};

/// Levenberg-Marquardt with exact Jacobians. A step solves
///     min |r + J s|^2 + mu |S^-1 s|^2,   S = diag(J^T J)^(-1/4),
/// with rows weighted by sqrt(lambda_i / N_i), by Cholesky in the smaller of residual and parameter space; a
/// second-order (geodesic) correction s2 = -step(r_ss) / 2 is added when |s2| <= `geodesic` |s| (Transtrum and
/// Sethna 2012). Damping is greedy: mu and mu / 4 are tried, the better one kept; on failure mu is 4 mu.
/// Beyond some 6000 rows and parameters (of both) the Cholesky factorisations take seconds: see gauss_newton_cg.hpp,
/// and spring.hpp for minibatches.
/// Training throws std::invalid_argument for a wrong option, and for matrices that need more than `most_memory`.
/// Cost of a step: one J, one Gram matrix of min(N, P), two Cholesky factorisations, one more for each damping that
/// fails, and two passes over J; only the history allocates in it. Memory: J and three min(N, P)^2 matrices.
struct levenberg_marquardt {
    double damping = 1.0;       ///< first mu, relative to the mean of the diagonal of the Gram matrix
    double geodesic = 0.75;     ///< longest correction, 0: none
    double first_rcond =
        1e-3;  ///< the first step fits the last layer alone, by truncated least squares; 0: it does not
    double most_memory = 0;     ///< bytes that the matrices may take, 0: the physical memory of the machine

    static constexpr std::string_view name = "levenberg_marquardt";
    levenberg_marquardt_state start(residual_system<double>& system, std::span<double const> theta) const;
    void look(residual_system<double>& system, levenberg_marquardt_state& state) const;
    stepped step(residual_system<double>& system, levenberg_marquardt_state& state) const;
};

extern template class stepping_by<levenberg_marquardt>;

}  // namespace lamina
