#pragma once

#include <concepts>
#include <memory>
#include <span>
#include <utility>

#include <lamina/train/checkpoint.hpp>
#include <lamina/train/monitor.hpp>
#include <lamina/train/training_parts.hpp>
#include <lamina/train/write_history.hpp>

namespace lamina {

/// A residual system, in double or in float (see in_double.hpp), or a model of one, or batches of points
template <class T>
concept Trainable = std::convertible_to<T, residual_system<double>&> ||
                    std::convertible_to<T, residual_system<float>&> || std::convertible_to<T, batches>;

/// The next method, from the best parameters of those before
template <TrainingMethod Method>
training_stage then(Method const& method, stop const& when = {}) {
    return {std::make_shared<stepping_by<Method>>(method), when};
}

/// Trains from theta, shape (P,), by a method, and by others after it, each from the best parameters before:
///
///     train(model, start, adam{.rate = decay(1e-3, 0.9, every(1000))}, {.iterations = 10000},
///           then(levenberg_marquardt(), {.seconds = 60}), every(100, record("error", error_now)))
///
/// Of a model, `fit::held_out` is the loss with its equations at points that are not trained on, random ones of the
/// domain, a quarter as many and at most 1000; where their residual there is more than ten times that at the points
/// trained on, `stopped_because` and standard error say so. `held_out(...)` names others.
///
/// Returns the best parameters seen, the history of all methods with one count of iterations and one clock, and why
/// each ended. Equal arguments give equal bits at a fixed number of threads. Throws std::invalid_argument for a wrong
/// option, a theta that has not P entries or one that is not finite, a start that is not finite (see fit.hpp), and
/// batches for a method that takes none.
template <Trainable From, TrainingMethod Method, TrainingPart... Parts>
fit train(From&& from, std::span<double const> theta, Method const& method, stop const& when, Parts const&... parts) {
    auto const plan = plan_on(from);
    if constexpr (requires { from.squares_elsewhere(theta); })
        look_elsewhere(*plan, [&from](std::span<double const> at) {
            auto const squares = from.squares_elsewhere(at);
            std::vector<double> out(squares.begin(), squares.end());
            for (double& mean : out) mean /= 2;
            return out;
        });
    then(method, when).add_to(*plan);
    (add_part(parts, *plan, from), ...);
    return carry_out(*plan, theta);
}
template <Trainable From, TrainingMethod Method, TrainingPart... Parts>
fit train(From&& from, std::span<double const> theta, Method const& method, Parts const&... parts) {
    return train(from, theta, method, stop{}, parts...);
}

}  // namespace lamina
