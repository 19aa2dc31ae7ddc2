#include <cmath>
#include <numbers>
#include <string>
#include <vector>

#include <lamina/train/axis_degrees.hpp>

#include "catch.hpp"

using namespace lamina;

TEST_CASE("Degrees rise along the axes on which the last coefficients are large", "[train]") {
    solving::axis_degrees degrees({2, 3, 5}, 2);
    CHECK(degrees.functions() == 9);
    std::vector<double> theta(9, 0.0);  // T_0 T_1, T_0 T_2, T_1 T_0, ... of one unknown, and its constant
    theta[2] = 1, theta[1] = 1e-3;      // T_1 T_0 is among the last two along axis 0, T_0 T_2 along axis 1
    REQUIRE(degrees.rise(theta, 1, false));
    CHECK(degrees.space().degrees == std::vector<std::size_t>{3, 2});
    CHECK(degrees.richer(4).degrees == std::vector<std::size_t>{4, 4});
    theta.assign(12, 0.0), theta[1] = 1, theta[9] = 0.5;  // T_0 T_2 and T_3 T_1
    REQUIRE(degrees.rise(theta, 1, false));
    CHECK(degrees.space().degrees == std::vector<std::size_t>{5, 3});
    theta.assign(24, 0.0);
    CHECK_FALSE(degrees.rise(theta, 1, false));  // there is none above 5
    CHECK(degrees.space().degrees == std::vector<std::size_t>{5, 3});
}

TEST_CASE("Polynomials of one parity are taken along axes on which a solution has one", "[train]") {
    solving::axis_degrees degrees({2, 4}, 2);
    std::vector<double> theta(9, 0.0);
    theta[2] = 1, theta[4] = 0.5;  // T_1 T_0 and T_1 T_2: odd along axis 0, even along axis 1
    REQUIRE(degrees.rise(theta, 1, true));
    chebyshev const space = degrees.space();
    CHECK(space.degrees == std::vector<std::size_t>{4});
    CHECK(space.only == std::vector{parity::odd, parity::even});
    CHECK(space.functions(2) == 7);  // T_1 and T_3 by T_0, T_2 and T_4, and the constant
    CHECK(degrees.whole_space().functions(2) == 25);
    CHECK(degrees.richer(4).only.empty());
    std::vector<double> coefficients(7, 0.0);
    coefficients[1] = 1, coefficients[2] = 0.5;  // T_1 T_2 and T_1 T_4
    solving::axis_degrees rising({2, 4, 6}, 2);
    REQUIRE(rising.rise(theta, 1, true));
    REQUIRE(rising.rise(coefficients, 1, true));
    CHECK(rising.space().degrees == std::vector<std::size_t>{4, 6});

    solving::axis_degrees none({2, 4}, 2);
    theta[0] = 1e-6;  // T_0 T_1
    REQUIRE(none.rise(theta, 1, true));
    CHECK(none.space().only.empty());
}

TEST_CASE("An equation that is mirrored is solved in all functions in the end", "[train]") {
    constexpr auto x = position<2>;
    constexpr auto u = unknown<"u">(x);
    constexpr auto exact = sin(pi * x[0]) * cos(3 * (x[1] - 1));
    auto const p = problem(manufacture(-div((2 + cos(x[0])) * grad(u)) + pow<2>(x[1] - 1) * u == 0, u, exact),
                           on(boundary, u == exact));
    auto const u_h = solve(p, box({-1, 0}, {1, 2}));
    CHECK(error(u_h, exact, maximum) < 1e-10);
    CHECK(u_h.evidence().space == "chebyshev{24}");
    CHECK(u_h.theta().size() == 25 * 25);
}

TEST_CASE("What has another parity and is small at first may grow", "[train]") {
    constexpr auto x = position<2>;
    constexpr auto u = unknown<"u">(x);
    constexpr auto k = parameter<"k">;
    constexpr auto c = parameter<"c">;
    // sin(4 pi x_0) nearly solves the equation without a source
    constexpr auto exact = cos(12 * x[0]) + c * sin(4 * pi * x[0]);
    auto const p = problem(-lap(u) - k * k * u == (144 - k * k) * cos(12 * x[0]) +
                                                      c * (16 * pi * pi - k * k) * sin(4 * pi * x[0]),
                           on(x[0] == -1 || x[0] == 1, u == cos(12.0)), on(x[1] == 0 || x[1] == 1, d(u, x[1]) == 0));
    double const off = 1e-6, small = 1e-12 / off, near = 4 * std::numbers::pi * (1 - off);
    auto const u_h = solve(p, box({-1, 0}, {1, 1}), k = near, c = small);
    CHECK(error(u_h, exact, maximum) < 1e-8);  // of 1e-6
}

TEST_CASE("An unknown that is small beside another one keeps its parity", "[train]") {
    constexpr auto x = position<2>;
    constexpr auto p = unknown<"p">(x);
    constexpr auto w = unknown<"w">(x);
    auto const u_h = solve(problem(-lap(p) + p == 2e5 * cos(x[0]), -lap(w) == 0, on(boundary, p == 1e5 * cos(x[0])),
                                   on(boundary, w == 1e-7 * x[0])),
                           box({-1, -1}, {1, 1}));
    CHECK(std::abs(u_h(std::array{1.0, 0.3}, w)(0) - 1e-7) < 1e-10);
}

TEST_CASE("Another solution of another parity is seen", "[train]") {
    constexpr auto x = position<2>;
    constexpr auto u = unknown<"u">(x);
    // cos(5 pi x_0 / 2) cos(pi x_1 / 2) can be added
    auto const p = problem(lap(u) + 26 * pi * pi / 4 * u == sin(pi * x[0]) * x[1], on(boundary, u == 0));
    CHECK_THROWS_WITH(solve(p, box({-1, -1}, {1, 1})), Catch::Contains("u is one of many"));
}

TEST_CASE("A solution that varies along one axis is found with few functions, whatever is drawn", "[train]") {
    constexpr auto x = position<2>;
    constexpr auto u = unknown<"u">(x);
    constexpr auto exact = cos(x[0]) * sin(12 * x[1]);
    auto const p = problem(manufacture(-lap(u) + u == 0, u, exact), on(boundary, u == exact));
    auto const u_h = solve(p, box({-1, -1}, {1, 1}));
    CHECK(error(u_h, exact, maximum) < 1e-10);
    CHECK(u_h.evidence().space.starts_with("chebyshev{"));
    CHECK(u_h.theta().size() < 41 * 41);
}
