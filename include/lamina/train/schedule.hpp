#pragma once

#include <concepts>
#include <cstddef>
#include <functional>
#include <string>
#include <utility>

#include <lamina/train/rhythm.hpp>

namespace lamina {

/// A number that changes as training goes on: a function of the iterations that a method has made, 0, 1, ... A number
/// is a schedule, and so is a function of the user's own:
///
///     adam{.rate = 1e-3}
///     adam{.rate = decay(1e-3, 0.9, every(1000))}                       // rhythm.hpp
///     adam{.rate = warm_up(100, cosine_decay(1e-3, 1e-5, 20000))}
///     adam{.rate = [](std::size_t k) { return 1e-3 / std::sqrt(k + 1.0); }}
class schedule {
public:
    schedule(double constant);
    template <class F>
        requires(!std::convertible_to<F, double> && std::is_invocable_r_v<double, F const&, std::size_t>)
    schedule(F f) : at_(std::move(f)) {}

    double operator()(std::size_t iteration) const { return at_(iteration); }

private:
    std::function<double(std::size_t)> at_;
};

/// last + (first - last) (1 + cos(pi k / iterations)) / 2, and `last` from k = iterations on. Throws
/// std::invalid_argument for no iterations.
schedule cosine_decay(double first, double last, std::size_t iterations);
/// (k + 1) / iterations of what `then` begins with for the first iterations, then `then` from its iteration 0 on
schedule warm_up(std::size_t iterations, schedule then);

/// Why a step of an iteration cannot take this rate, in words; empty if it can
std::string why_no_rate(double rate, std::size_t iteration);

}  // namespace lamina
