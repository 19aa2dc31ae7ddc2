#pragma once

#include <chrono>
#include <span>
#include <string>

#include <lamina/rows/residual_system.hpp>
#include <lamina/report/progress.hpp>
#include <lamina/train/fit.hpp>

namespace lamina {

/// What every method of training has in common: the best parameters so far, the history, the reasons to stop.
class training_run {
public:
    /// Throws std::invalid_argument if theta has not P entries or one of them is not finite, and if a limit of `when`
    /// is negative or no number.
    training_run(std::string method, residual_system<double>& system, std::span<double const> theta, stop const& when);

    /// Notes a state, `losses` being the parts of the loss by block; true if training has to stop: limit reached,
    /// or a loss that is not finite, see `not_finite`.
    bool done(std::size_t iteration, double loss, std::span<double const> losses, std::span<double const> theta);
    /// Ends training as `what` is `value`, "nan" or "not finite", at theta: at the start, iteration 0, throws
    /// std::invalid_argument, later notes it as the reason to stop; both with residual_system::why_not_finite.
    void not_finite(char const* what, std::string const& value, std::size_t iteration, std::span<double const> theta);
    /// The same if the gradient of the loss has an entry that is not finite; whether it has none
    bool has_finite_gradient(std::size_t iteration, std::span<double const> gradient, std::span<double const> theta);
    /// Ends training as nothing lowers the loss at theta: by `why_stuck`, or if that finds nothing for this reason.
    void stuck(std::string reason, std::span<double const> theta);
    void stop_because(std::string reason) { result_.stopped_because = std::move(reason); }
    /// What training returns. Where it ended for a limit at parameters that it cannot leave, the reason has `why_stuck`.
    [[nodiscard]] fit finish();

private:
    residual_system<double>* system_;
    std::string method_;
    fit result_;
    stop when_;
    bool at_limit_ = false;
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
    progress line_;
};

}  // namespace lamina
