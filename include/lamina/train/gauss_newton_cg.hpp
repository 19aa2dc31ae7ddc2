#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include <lamina/train/scratch.hpp>
#include <lamina/train/train.hpp>

namespace lamina {

struct gauss_newton_cg_state : training_state {
    using training_state::training_state;
    std::vector<double> residual;   ///< weighted, at theta, shape (N,)
    std::vector<double> diagonal;   ///< of J^T W^2 J, estimated, shape (P,)
    std::size_t draws = 0;          ///< of random signs in the estimate
    double damping = 0;             ///< mu of the next step
    double forcing = 0, slope = 0;  ///< eta of the last step and |g| there
    struct room;
    scratch<room> work{};

    void describe(state_fields& to);
};

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
/// Training throws std::invalid_argument for a wrong option; the loss falls at every iteration.
/// Cost of a step: one J v and one J^T w for each inner iteration, of the correction too, and six residuals.
/// Memory: some 13 N + 25 P numbers.
struct gauss_newton_cg {
    double damping = 1.0;          ///< first mu, relative to the mean of the diagonal of the Gram matrix
    double geodesic = 0.75;        ///< longest second-order correction relative to the step, 0: none
    double forcing = 0.1;          ///< largest forcing term, in (0, 1)
    std::size_t most_inner = 100;  ///< inner iterations of a step at most
    bool last_layer_first = true;  ///< the first step fits the last layer alone, in which a linear equation is affine

    static constexpr std::string_view name = "gauss_newton_cg";
    gauss_newton_cg_state start(residual_system<double>& system, std::span<double const> theta) const;
    void look(residual_system<double>& system, gauss_newton_cg_state& state) const;
    stepped step(residual_system<double>& system, gauss_newton_cg_state& state) const;
};

extern template class stepping_by<gauss_newton_cg>;

}  // namespace lamina
