#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include <lamina/train/scratch.hpp>
#include <lamina/train/train.hpp>

namespace lamina {

struct lbfgs_state : training_state {
    using training_state::training_state;
    std::vector<double> gradient;        ///< shape (P,)
    std::vector<double> steps, changes;  ///< of theta and of the gradient, shape (pairs kept, P), in a ring
    std::size_t pairs = 0;               ///< seen; the next one takes the place of number pairs % memory
    struct room;
    scratch<room> work{};

    void describe(state_fields& to);
};

/// L-BFGS (Liu and Nocedal 1989) by LBFGSpp, with a bracketing line search for the strong Wolfe conditions. Ends also
/// when the gradient vanishes or the line search fails, which is how it ends at a minimum within rounding;
/// `stopped_because` says so. A trial step to a loss or gradient that is not finite is shortened; if that does not
/// help, training ends with the best parameters before it. Throws std::invalid_argument for a wrong option.
/// Cost of a step: mostly one loss with its gradient, at most 40. Memory: 4 `memory` + 8 vectors of P.
struct lbfgs {
    std::size_t memory = 20;  ///< pairs of steps and changes of the gradient that model the Hessian

    static constexpr std::string_view name = "lbfgs";
    lbfgs_state start(residual_system<double>& system, std::span<double const> theta) const;
    void look(residual_system<double>& system, lbfgs_state& state) const;
    stepped step(residual_system<double>& system, lbfgs_state& state) const;
};

extern template class stepping_by<lbfgs>;

}  // namespace lamina
