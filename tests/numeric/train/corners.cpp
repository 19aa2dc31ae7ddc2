#include <cmath>
#include <numbers>
#include <stdexcept>
#include <vector>

#include <lamina.hpp>

#include "catch.hpp"

using namespace lamina;

namespace {

constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);
auto const square = box({0, 0}, {1, 1});

/// u of -lap(u) == 1, u == 0 on the sides of (0, a) x (0, b)
double membrane(double x0, double x1, double a, double b) {
    double out = x0 * (a - x0) / 2;
    for (int k = 1; k < 4001; k += 2) {
        double const kappa = k * std::numbers::pi / a, through = 1 + std::exp(-kappa * b);
        out -= 4 * a * a / std::pow(k * std::numbers::pi, 3) * std::sin(kappa * x0) *
               (std::exp(-kappa * x1) + std::exp(-kappa * (b - x1))) / through;
    }
    return out;
}

template <class Solution, class F>
void check(Solution const& u_h, F const& exact, double margin) {
    auto const at = interior_points(u_h.domain(), points(300));
    auto const values = u_h(at);
    double off = 0;
    for (std::size_t k = 0; k < 300; ++k) {
        if (at[2 * k + 1] < 0.05) continue;  // where the series is slow
        off = std::max(off, std::abs(values.data()[k] - exact(at[2 * k], at[2 * k + 1])));
    }
    CHECK(off < margin);
    CHECK_FALSE(u_h.evidence().alarm);
}

}  // namespace

TEST_CASE("A load that does not vanish in the corners of a rectangle is as well solved as a smooth one") {
    check(
        solve(problem(-2 * lap(u) == 2, on(boundary, u == 0)), box({0, 0}, {2, 1})),
        [](double x0, double x1) { return membrane(x0, x1, 2, 1); }, 1e-10);
}

TEST_CASE("A corner's functions are found in the plane in which the coefficients are one") {
    check(
        solve(problem(-d(u, x[0], x[0]) - 4 * d(u, x[1], x[1]) == 1, on(boundary, u == 0)), square,
              with_corners{chebyshev{20}, 6}),
        [](double x0, double x1) { return membrane(x0, x1 / 2, 1, 0.5); }, 1e-10);
}

TEST_CASE("Where a side with a value meets one with a slope there are functions of their own") {
    check(
        solve(problem(-lap(u) == 1, on(x[0] == 0 || x[1] == 0, u == 0),
                      on(x[0] == 1 || x[1] == 1, dot(normal, grad(u)) == 0)),
              square),
        [](double x0, double x1) { return membrane(x0, x1, 2, 2); }, 1e-9);
}

TEST_CASE("Values that jump in a corner leave a solution elsewhere") {
    auto const u_h =
        solve(problem(lap(u) == 0, on(x[1] == 1, u == 1), on(x[0] == 0 || x[0] == 1 || x[1] == 0, u == 0)), square);
    std::vector<double> const centre{0.5, 0.5};
    CHECK(u_h(points_view(centre, 2)).data()[0] == Approx(0.25).margin(1e-9));
    CHECK_FALSE(u_h.evidence().alarm);
}

TEST_CASE("A clamped plate bends as published, with Moffatt's exponents in its corners") {
    auto const u_h = solve(problem(lap(lap(u)) == 1, on(boundary, u == 0), on(boundary, dot(normal, grad(u)) == 0)),
                           square, with_corners{chebyshev{16}, 6});
    std::vector<double> const centre{0.5, 0.5};
    CHECK(u_h(points_view(centre, 2)).data()[0] == Approx(0.00126531908).margin(1e-11));
    CHECK_FALSE(u_h.evidence().alarm);
}

TEST_CASE("Flow under a lid is found with the functions of its corners; polynomials alone are refused or ring") {
    constexpr auto Re = parameter<"Re">;
    constexpr auto cavity =
        problem(lap(lap(u)) == Re * dot(rot(u), grad(lap(u))), on(boundary, u == 0),
                on(x[1] == 1, rot(u) == vector(1, 0)), on(x[0] == 0 || x[0] == 1 || x[1] == 0, rot(u) == vector(0, 0)));
    std::vector<double> const at{0.5, 0.5, 0.25, 0.75};
    auto const velocity = [&](double re) {
        return solve(cavity, square, with_corners{chebyshev{16}, 6}, Re = re)(points_view(at, 2), rot(u));
    };
    // by finite differences on 64 x 64 to 160 x 160 squares, extrapolated
    auto const slow = velocity(0), fast = velocity(100);
    CHECK(slow.data()[0] == Approx(-0.2051914).margin(1e-6));
    CHECK(slow.data()[2] == Approx(-0.1011230).margin(1e-5));
    CHECK(slow.data()[3] == Approx(0.2666639).margin(1e-5));
    CHECK(fast.data()[0] == Approx(-0.2091491).margin(1e-4));
    CHECK(fast.data()[1] == Approx(0.0575368).margin(1e-4));
    bool rang = true;
    try {
        rang = solve(cavity, square, chebyshev{12}, Re = 0).evidence().alarm;
    } catch (std::runtime_error const&) {
    }
    CHECK(rang);
}

TEST_CASE("with_corners is refused where no functions of corners are known") {
    CHECK_THROWS_WITH(solve(problem(-lap(u) == 1, on(x[0] == 0, u == 0)), square, with_corners{chebyshev{8}}),
                      Catch::Matchers::Contains("no functions of corners are known"));
    CHECK_THROWS_WITH(solve(problem(d(u, x[0], x[0]) - d(u, x[1], x[1]) == 0, on(boundary, u == 0)), square,
                            with_corners{chebyshev{8}}),
                      Catch::Matchers::Contains("no functions of corners are known"));
}
