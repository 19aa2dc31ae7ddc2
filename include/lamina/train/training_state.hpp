#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <lamina/rows/residual_system.hpp>

namespace lamina {

class state_fields;

/// What the states of all methods begin with: where training is, and the loss there. A method adds what it remembers
/// from step to step, all of it numbers and arrays, and lists it in `describe`: a state is copied as it is, and saved
/// and loaded by that list; what the method finds at theta, `look` finds again.
struct training_state {
    std::vector<double> theta;         ///< shape (P,)
    double loss = 0;                   ///< at theta
    std::vector<double> block_losses;  ///< its parts, shape (blocks,)
    std::vector<double> lambda;        ///< the weights of the blocks in it, shape (blocks,)
    std::size_t changes = 0;           ///< of points, and of weights of rows, before it was found
    std::size_t iteration = 0;         ///< steps made

    training_state() = default;
    /// Throws std::invalid_argument if theta has not P entries or one of them is not finite.
    training_state(residual_system<double> const& system, std::span<double const> theta);

    /// Notes the loss at theta, and the weights and points of it.
    void note(residual_system<double> const& system, double loss_there, std::span<double const> losses_of_blocks);
    /// Whether that was with the weights and points that the system has now
    [[nodiscard]] bool is_up_to_date(residual_system<double> const& system) const;
    void describe(state_fields& to);
};

/// How a step ended. Where it has not moved, training ends.
struct stepped {
    enum class how { moved, stuck, ended, not_finite };
    how end = how::moved;
    std::string reason{};         ///< of not_finite: what is not
    std::vector<double> where{};  ///< of not_finite: the parameters that were tried; empty: those of the state

    [[nodiscard]] bool moved() const { return end == how::moved; }
    /// Nothing lowers the loss: a minimum, or a place to be stuck at (see stuck.hpp)
    static stepped stuck(std::string why);
    static stepped ended(std::string why);
    static stepped not_finite(std::string what, std::vector<double> at = {});
};

}  // namespace lamina
