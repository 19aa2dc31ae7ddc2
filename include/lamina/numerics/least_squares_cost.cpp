#include <lamina/numerics/least_squares_cost.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <vector>

#include <lamina/numerics/least_squares.hpp>

namespace lamina::numerics {

namespace {

double flops(std::size_t m, std::size_t n) {
    auto const rows = static_cast<double>(m), columns = static_cast<double>(n);
    return 2 * rows * columns * columns - 2.0 / 3 * columns * columns * columns;
}

/// Of the fastest of some: the first starts threads, others may be disturbed
double seconds_a_flop() {
    constexpr std::size_t m = 480, n = 160;
    double least = INFINITY;
    for (int run = 0; run < 5; ++run) {
        std::vector<double> a(m * n), b(m, 1.0);
        for (std::size_t k = 0; k < a.size(); ++k) a[k] = static_cast<double>(k * k % 1009) - 504;
        auto const before = std::chrono::steady_clock::now();
        least_squares(a, m, n, b, 0);
        least = std::min(least, std::chrono::duration<double>(std::chrono::steady_clock::now() - before).count());
    }
    return least / flops(m, n);
}

}  // namespace

least_squares_cost cost_of_least_squares(std::size_t m, std::size_t n) {
    static double const rate = seconds_a_flop();
    return {rate * flops(m, n), 8 * static_cast<double>(m) * static_cast<double>(n)};
}

}  // namespace lamina::numerics
