#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include <lamina/train/schedule.hpp>
#include <lamina/train/train.hpp>

namespace lamina {

struct adam_state : training_state {
    using training_state::training_state;
    std::vector<double> gradient, m, v;  ///< shape (P,)

    void describe(state_fields& to);
};

/// Adam (Kingma and Ba 2015, algorithm 1). With g the gradient at step t = 1, 2, ...
///     m = beta1 m + (1 - beta1) g,   v = beta2 v + (1 - beta2) g^2,
///     theta -= rate_t (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + epsilon),
///     rate_t = rate(t - 1) * decay^floor((t - 1) / decay_every).
/// A gradient that is not finite ends training with the best parameters before it, and so does a rate below 0. Throws
/// std::invalid_argument for a wrong option. Takes batches (see batches.hpp).
/// Cost of a step: one loss with its gradient. Memory: four vectors of P.
struct adam {
    schedule rate = 1e-3;
    double beta1 = 0.9;
    double beta2 = 0.999;
    double epsilon = 1e-8;
    double decay = 1.0;              ///< factor on the rate, in (0, 1]
    std::size_t decay_every = 1000;  ///< steps between two decays
    std::size_t look_every = 10;     ///< on batches: iterations between two losses of the held-out system

    static constexpr std::string_view name = "adam";
    adam_state start(residual_system<double>& system, std::span<double const> theta) const;
    void look(residual_system<double>& system, adam_state& state) const;
    stepped step(residual_system<double>& system, adam_state& state) const;
    stepped move(residual_system<double>& system, adam_state& state) const;
};

extern template class stepping_by<adam>;

}  // namespace lamina
