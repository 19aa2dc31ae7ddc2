#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include <lamina/train/schedule.hpp>
#include <lamina/train/scratch.hpp>
#include <lamina/train/train.hpp>

namespace lamina {

struct spring_state : training_state {
    using training_state::training_state;
    std::vector<double> residual;  ///< weighted, at theta, shape (N,)
    std::vector<double> phi;       ///< shape (P,)
    struct room;
    scratch<room> work{};

    void describe(state_fields& to);
};

/// Natural gradient with momentum: SPRING (Goldshlager, Abrahamsen and Lin 2024; for equations Guzman-Cordero et al.
/// 2025), made for batches (see batches.hpp). With J and r of B rows, weighted by sqrt(lambda_i / N_i),
///     phi_k = m phi_{k-1} + J^T (J J^T + mu)^-1 (r - m J phi_{k-1}),   theta -= rate_k phi_k,
/// mu = `damping` times the mean of the diagonal of J J^T, rate_k = rate(k) / (1 + k / slow_after): with momentum 0
/// and rate 1 a damped Gauss-Newton step. Throws std::invalid_argument for a wrong option.
/// Cost of a step: one residual, J J^T (see residual_system::gram), a Cholesky factorisation of B, J phi and J^T w.
/// Memory: B^2 numbers and P, and what the system needs for J J^T; no more for more points in all batches.
struct spring {
    schedule rate = 0.1;
    double momentum = 0.9;  ///< m, in [0, 1)
    double damping = 1e-6;
    double slow_after = 1e300;    ///< iterations in which the rate halves
    double longest = 0.1;         ///< longest step |rate phi|, a longer one is shortened to it: the norm constraint
    std::size_t look_every = 10;  ///< on batches: iterations between two losses of the held-out system

    static constexpr std::string_view name = "spring";
    spring_state start(residual_system<double>& system, std::span<double const> theta) const;
    void look(residual_system<double>& system, spring_state& state) const;
    stepped step(residual_system<double>& system, spring_state& state) const;
    stepped move(residual_system<double>& system, spring_state& state) const;
};

extern template class stepping_by<spring>;

}  // namespace lamina
