#pragma once

#include <array>
#include <cstddef>

namespace lamina::numerics {

/// use(part, rest, factor) for all ways to give derivatives to the first of two factors and the others to the second,
/// `factor` the product of binomial coefficients: d^times (f g) = sum of factor d^part f d^rest g. The same for the
/// derivative of a function of x and x / eps along both.
template <std::size_t Axes, class Use>
void leibniz(std::array<int, Axes> const& times, Use const& use) {
    auto const binomial = [](int n, int k) {
        double out = 1;
        for (int i = 0; i < k; ++i) out = out * (n - i) / (i + 1);
        return out;
    };
    std::array<int, Axes> part{};
    for (;;) {
        std::array<int, Axes> rest{};
        double factor = 1;
        for (std::size_t i = 0; i < Axes; ++i) rest[i] = times[i] - part[i], factor *= binomial(times[i], part[i]);
        use(part, rest, factor);
        std::size_t i = 0;
        while (i < Axes && part[i] == times[i]) part[i++] = 0;
        if (i == Axes) return;
        ++part[i];
    }
}

}  // namespace lamina::numerics
