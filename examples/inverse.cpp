// Two inverse problems from 1 % noise, each with one unknown number:
//   Helmholtz: lap(u) + k^2 u == q on (0, 1)^2, u given on the boundary and measured inside; k = 3 is sought
//   Darcy: -div(a(x / eps) grad u) == f on (0, 1), u == 0 at the ends and measured inside; eps = 1/8 is sought
// Exact solutions: u = cos(2 x0) sin(x1) with q = (k^2 - 5) u, and u = sin(pi x) with f as it follows from eps.
// Error: the larger of the relative errors of k and eps.
#include <cstdio>
#include <random>

#include <lamina.hpp>

#include "verdict.hpp"

using namespace lamina;

constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);
constexpr auto k = trained<"k">;
constexpr auto wave = cos(2 * x[0]) * sin(x[1]);
constexpr auto helmholtz =
    problem(lap(u) + k * k * u == (9 - 5) * wave, on(boundary, u == wave), on(measured<"sensors">, u));

constexpr auto s = position<1>;
constexpr auto w = unknown<"w">(s);
constexpr auto eps = trained<"eps">;
constexpr auto a = coefficient<"a">([](auto y) { return 1 / (2.1 + 2 * sin(y)); });
constexpr auto source = manufacture(-div(a(8 * s) * grad(w)) == 0, w, sin(pi * s)).right;
constexpr auto darcy = problem(-div(a(s / eps) * grad(w)) == source, on(boundary, w == 0), on(measured<"sensors">, w));

/// The values of an exact solution with noise
xt::xtensor<double, 1> noisy(xt::xtensor<double, 1> values) {
    std::mt19937_64 random(7);
    for (double& v : values) v += 0.01 * (static_cast<double>(random() >> 11) * 0x1p-52 - 1);
    return values;
}

int main(int argc, char** argv) {
    auto const sensors = interior_points(box({0, 0}, {1, 1}), random_points(200, 3));
    auto first = collocate(helmholtz, box({0, 0}, {1, 1}), mlp({20, 20}), points(400), side_points{40}, lambda{10, 1},
                           k = 1.0, measurements{"sensors", sensors, noisy(tabulate(wave, sensors))});
    auto const found_k =
        train(first, first.start(glorot(first.layout(), 1)), levenberg_marquardt(), {.iterations = 60});
    auto const line = interior_points(interval(0, 1), points(100));
    auto second = collocate(darcy, interval(0, 1), mlp({20, 20}), points(300), lambda{10, 1}, eps = 0.12,
                            measurements{"sensors", line, noisy(tabulate(sin(pi * s), line))});
    auto const found_eps =
        train(second, second.start(glorot(second.layout(), 1)), levenberg_marquardt(), {.iterations = 100});
    double const wave_number = first.found(found_k.theta, k), scale = second.found(found_eps.theta, eps);
    std::printf("k = %.6f, expected 3; eps = %.7f, expected 0.125\n", wave_number, scale);
    return verdict<facts_of(helmholtz)>(argc, argv,
                                        std::max(std::abs(wave_number / 3 - 1), std::abs(scale / 0.125 - 1)), 1e-3);
}
