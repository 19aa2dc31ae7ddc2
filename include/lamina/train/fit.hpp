#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include <xtensor/xtensor.hpp>

namespace lamina {

/// When training by a method ends, whatever comes first. Training throws std::invalid_argument for a limit below 0 or
/// NaN.
struct stop {
    std::size_t iterations = 1000;
    double seconds = 1e300;
    double loss = 0;      ///< reached or passed
    bool signals = true;  ///< SIGINT and SIGTERM end training, with the best so far; a second one ends the program
};

struct history_entry {
    std::size_t iteration = 0;
    double seconds = 0;
    double loss = 0;
    std::vector<double> block_losses{};  ///< its parts, shape (blocks,): equation, conditions; they add up to it
    std::vector<double> recorded{};      ///< by monitors, shape (recorded,); NaN where one did not look
    double held_out =
        std::numeric_limits<double>::quiet_NaN();  ///< the loss at held-out points, where it was looked at
};

/// What training returns: the best parameters seen, shape (P,), and how it got there.
///
/// A loss, gradient or Jacobian that is not finite has a place: the equation, the subterm with the value of its
/// argument, the point (residual_system::why_not_finite). At the start, training throws std::invalid_argument with it,
/// before any work is lost; later it ends with the best parameters before, and the place is in `stopped_because`.
struct fit {
    std::vector<double> theta;
    double loss = 0;
    double held_out = std::numeric_limits<double>::quiet_NaN();  ///< the loss at held-out points; NaN: there are none
    std::vector<history_entry> history;
    std::vector<std::string> blocks;    ///< names of the parts of the loss, in the order of `block_losses`
    std::vector<std::string> recorded;  ///< names of what monitors recorded, in the order of `recorded` of an entry
    std::size_t open = 0;               ///< parameters that a least-squares solution leaves open, one of many
    std::string stopped_because;        ///< of methods one after another: the reason of each
    std::vector<std::string> contradictions;  ///< what the problem asks for that no theta can give, a sentence each

    /// The loss of the block of this name in every entry of the history (of all blocks of this name together), or what
    /// was recorded under it, shape (entries,). Throws std::invalid_argument, listing the names, for an unknown one.
    [[nodiscard]] xt::xtensor<double, 1> history_of(std::string_view name) const;
};

}  // namespace lamina
