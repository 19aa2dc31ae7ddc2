#pragma once

#include <concepts>
#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include <lamina/train/training_parts.hpp>

namespace lamina {

class training_run;

/// A run of training as a monitor sees it, at the end of an iteration.
class training_view {
public:
    std::size_t iteration;  ///< of all methods
    double seconds, loss;
    std::span<double const> block_losses;  ///< the parts of the loss, shape (blocks,)
    std::span<double const> theta;         ///< shape (P,)
    std::string_view method;
    residual_system<double>& system;  ///< of batches: the one that is held out

    /// dL/dtheta at theta, shape (P,), of the last batch if there are batches; computed where the method has none.
    [[nodiscard]] std::span<double const> gradient() const;
    /// theta less that of the iteration before, shape (P,); zero at the first
    [[nodiscard]] std::span<double const> step() const;
    /// Ends training at this iteration.
    void stop(std::string reason) const;
    /// Gives the block of this name or number another weight in the loss, from the next step on. The best parameters so
    /// far are compared by the new loss. Throws std::invalid_argument for an unknown name and a wrong weight.
    void set_lambda(std::string_view block, double lambda) const;
    void set_lambda(std::size_t block, double lambda) const;
    /// Trains on other points from the next step on, where the best so far is compared too; see
    /// residual_system::resample. Of batches, other points are held out.
    void resample(std::size_t seed) const { system.resample(seed); }

private:
    friend class training_run;
    explicit training_view(training_run& run);
    training_run* run_;
};

/// A column of the history, to be filled by a monitor; made by `record`.
struct recording {
    std::string name;
    std::function<double(training_view const&)> value;

    void add_to(training_plan& plan) const;  ///< at every iteration
};
/// Throws std::invalid_argument for a name that is empty.
recording record(std::string name, std::function<double(training_view const&)> value);

/// Calls look(now), now a training_view, at the iterations 0, n, 2 n, ..., or fills a column of the history there:
///
///     every(10, [&](auto const& now) { if (now.loss > 10) now.set_lambda("b", 1); })
///     every(100, record("length", [](auto const& now) { return norm(now.theta); }))
///
/// What a function object remembers is saved with checkpoints if it has describe(state_fields&).
monitor every(std::ptrdiff_t n, recording const& column);
template <class F>
    requires std::invocable<F&, training_view const&>
monitor every(std::ptrdiff_t n, F look) {
    auto const kept = std::make_shared<F>(std::move(look));
    monitor out{every(n), [kept](training_view const& now) { (*kept)(now); }, {}, {}, {}};
    if constexpr (requires(state_fields& to) { kept->describe(to); })
        out.describe = [kept](state_fields& to) { kept->describe(to); };
    return out;
}

}  // namespace lamina
