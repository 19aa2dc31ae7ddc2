#include <string>

#include <lamina/train/axis_degrees.hpp>

#include "catch.hpp"

using namespace lamina;

TEST_CASE("Degrees rise along the axes on which the last coefficients are large", "[train]") {
    solving::axis_degrees degrees({2, 3, 5}, 2);
    CHECK(degrees.functions() == 9);
    std::vector<double> theta(9, 0.0);  // T_0 T_1, T_0 T_2, T_1 T_0, ... of one unknown, and its constant
    theta[2] = 1, theta[1] = 1e-3;      // T_1 T_0 is among the last two along axis 0, T_0 T_2 along axis 1
    REQUIRE(degrees.rise(theta, 1));
    CHECK(degrees.space().degrees == std::vector<std::size_t>{3, 2});
    CHECK(degrees.richer(4).degrees == std::vector<std::size_t>{4, 4});
    theta.assign(12, 0.0), theta[1] = 1, theta[9] = 0.5;  // T_0 T_2 and T_3 T_1
    REQUIRE(degrees.rise(theta, 1));
    CHECK(degrees.space().degrees == std::vector<std::size_t>{5, 3});
    theta.assign(24, 0.0);
    CHECK_FALSE(degrees.rise(theta, 1));  // there is none above 5
    CHECK(degrees.space().degrees == std::vector<std::size_t>{5, 3});
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
