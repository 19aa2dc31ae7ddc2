#include <lamina/train/schedule.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

#include <fmt/format.h>

#include <lamina/train/check_option.hpp>

namespace lamina {

schedule::schedule(double constant) : at_([constant](std::size_t) { return constant; }) {}

schedule decay(double first, double factor, every_iterations n) {
    check_option(factor > 0 && factor <= 1, "decay", "factor", factor, "a number in (0, 1]");
    return [=](std::size_t k) { return first * std::pow(factor, static_cast<double>(k / n.iterations)); };
}

schedule cosine_decay(double first, double last, std::size_t iterations) {
    check_option(iterations > 0, "cosine_decay", "iterations", static_cast<double>(iterations), "at least 1");
    return [=](std::size_t k) {
        double const part = static_cast<double>(std::min(k, iterations)) / static_cast<double>(iterations);
        return last + (first - last) * (1 + std::cos(std::numbers::pi * part)) / 2;
    };
}

std::string why_no_rate(double rate, std::size_t iteration) {
    if (rate >= 0 && std::isfinite(rate)) return "";
    return fmt::format("the rate is {} at iteration {}, expected a number >= 0", rate, iteration);
}

schedule warm_up(std::size_t iterations, schedule then) {
    return [=](std::size_t k) {
        return k < iterations ? then(0) * static_cast<double>(k + 1) / static_cast<double>(iterations)
                              : then(k - iterations);
    };
}

}  // namespace lamina
