// The lid-driven cavity at Re = 100, stationary, stream function and pressure:
//   v . grad v + grad p - lap(v) / Re == 0 on (0, 1)^2, v = rot(psi) = (d psi/dx1, -d psi/dx0)
//   v == (1, 0) on the lid x1 == 1, v == 0 on the walls; psi == 0 at the bottom and mean(p) == 0 fix the constants
// The velocity jumps in the upper corners, where the terms of the equation are no longer square integrable: the
// residual is weighted with the distances from both. Reference: the horizontal velocity at the centre, -0.2092.
#include <cmath>
#include <cstdio>
#include <vector>

#include <lamina.hpp>

#include "verdict.hpp"

using namespace lamina;

constexpr auto x = position<2>;
constexpr auto psi = unknown<"psi">(x);
constexpr auto p = unknown<"p">(x);
constexpr auto v = rot(psi);
constexpr auto Re = parameter<"Re">;
constexpr auto corners = coefficient<"c">([](auto y) {
    return sqrt((pow<2>(1 - y[1]) + pow<2>(y[0])) * (pow<2>(1 - y[1]) + pow<2>(1 - y[0])));
});
constexpr auto cavity =
    problem(corners(x) * (dot(v, grad(v[0])) + d(p, x[0]) - (1 / Re) * lap(v[0])) == 0,
            corners(x) * (dot(v, grad(v[1])) + d(p, x[1]) - (1 / Re) * lap(v[1])) == 0,
            on(x[1] == 1, v == vector(1, 0)), on(x[0] == 0 || x[0] == 1 || x[1] == 0, v == vector(0, 0)),
            on(x[1] == 0, psi == 0), mean(corners(x) * p) == 0);

int main(int argc, char** argv) {
    print(cavity);
    auto model = collocate(cavity, box({0, 0}, {1, 1}), chebyshev{20}, chebyshev_points({36, 36}),
                           side_points{.count = 64, .clustered = true}, lambda{10, 10, 10, 1}, Re = 100);
    auto const fit = solve(model, 12);
    double const centre = model.value(fit.theta, std::vector{0.5, 0.5}, v[0])[0];
    std::printf("horizontal velocity at the centre %.5f\n", centre);
    return verdict<facts_of(cavity)>(argc, argv, std::abs(centre / -0.2092 - 1), 2e-2);
}
