#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>
#include <random>

namespace lamina {

/// Numbers that are the same for a seed with every standard library: std::mt19937_64 is fixed by the standard, its
/// distributions are not.
class random_numbers {
public:
    explicit random_numbers(std::uint64_t seed) : bits_(seed) {}

    /// Uniform in [0, 1)
    double unit() { return static_cast<double>(bits_() >> 11) * 0x1.0p-53; }
    /// Uniform in [-1, 1)
    double symmetric() { return 2.0 * unit() - 1.0; }
    /// Standard normal, by Box and Muller; the second number of a pair is not used.
    double gaussian() {
        double const radius = std::sqrt(-2.0 * std::log(1.0 - unit()));
        return radius * std::cos(2.0 * std::numbers::pi * unit());
    }

private:
    std::mt19937_64 bits_;
};

}  // namespace lamina
