#include "catch.hpp"

#include <cmath>

#include <lamina.hpp>

using namespace lamina;

namespace {

constexpr auto x = position<1>;
constexpr auto z = position<2>;
constexpr auto eps = parameter<"eps">;
constexpr auto u = unknown<"u">(x);
constexpr auto w = unknown<"u">(z);

/// solve(homogenize(-div(a(x / eps) grad u) == 1)) in one or two dimensions
auto line(auto const& a) { return homogenize(problem(-div(a(x / eps) * grad(u)) == 1, on(boundary, u == 0)), x / eps); }
auto plane(auto const& a) {
    return homogenize(problem(-div(a(z / eps) * grad(w)) == 1, on(boundary, w == 0)), z / eps);
}

double harmonic(double fraction, double a, double b) { return 1 / (fraction / a + (1 - fraction) / b); }
double arithmetic(double fraction, double a, double b) { return fraction * a + (1 - fraction) * b; }

}  // namespace

TEST_CASE("layers have the harmonic mean across and the arithmetic mean along", "[homogenize]") {
    constexpr auto thirds = coefficient<"a">([](auto y) { return where(y < 0.3, 1.0, 10.0); });
    CHECK(std::abs(solve(line(thirds), period(1))(0, 0) - harmonic(0.3, 1, 10)) <= 1e-11);
    constexpr auto layers = coefficient<"a">([](auto y) { return where(y[1] >= 0.7, 4.0, 0.5); });
    auto const medium = solve(plane(layers), period(1));
    CHECK(std::abs(medium(0, 0) - arithmetic(0.7, 0.5, 4)) <= 1e-11);
    CHECK(std::abs(medium(1, 1) - harmonic(0.7, 0.5, 4)) <= 1e-11);
    CHECK(std::abs(medium(0, 1)) <= 1e-11);
    auto const coarse = solve(plane(layers), period(1), medium_options{.shape = {1, 10}, .by_differences = true});
    CHECK(std::abs(coarse(1, 1) - harmonic(0.7, 0.5, 4)) <= 1e-11);
    CHECK(std::abs(coarse(0, 0) - arithmetic(0.7, 0.5, 4)) <= 1e-11);
}

TEST_CASE("a checkerboard has the geometric mean of its phases", "[homogenize]") {
    constexpr auto board = coefficient<"a">([](auto y) {
        return where((y[0] - 0.5) * (y[1] - 0.5) > 0, 1.0, 4.0);
    });
    auto distance = [&](std::size_t n) {
        auto const medium = solve(plane(board), period(1), medium_options{.grid = n, .by_differences = true});
        CHECK(std::abs(medium(0, 0) - medium(1, 1)) <= 1e-10);
        return std::abs(medium(0, 0) - 2.0);
    };
    double const coarse = distance(32), fine = distance(128);
    CHECK(fine <= 0.05);
    CHECK(fine <= 0.6 * coarse);
}

TEST_CASE("an image of layers has the means of its pixels", "[homogenize]") {
    // 3 x 5 pixels: layers across axis 1 of fraction 2 / 5; every number of pixels is odd
    std::vector<double> pixels;
    for (int i = 0; i < 3; ++i)
        for (int j = 0; j < 5; ++j) pixels.push_back(j == 1 || j == 2 ? 1.0 : 7.0);
    auto const image = coefficient<"a">(table_from({{3, 5}, pixels}));
    auto const medium = solve(plane(image), period(1));
    CHECK(medium.cells().grid.grid[0] == 1);  // nothing varies along it
    CHECK(medium.cells().grid.grid[1] % 5 == 0);
    CHECK(std::abs(medium(0, 0) - arithmetic(0.4, 1, 7)) <= 1e-11);
    CHECK(std::abs(medium(1, 1) - harmonic(0.4, 1, 7)) <= 1e-11);
    auto const row = coefficient<"a">(table_from({{4}, {2, 8, 8, 8}}, {.period = {3}}));
    CHECK(std::abs(solve(line(row), period(3))(0, 0) - harmonic(0.25, 2, 8)) <= 1e-11);
}

TEST_CASE("what is declared of a coefficient is checked with its name and the point", "[homogenize]") {
    constexpr auto skew = coefficient<"A">(
        [](auto y) { return matrix(row(2, y[0]), row(0, 2)); }, symmetric);
    CHECK_THROWS_WITH(solve(plane(skew), period(1)),
                      Catch::Contains("coefficient A is declared symmetric") && Catch::Contains("at the point ("));
    constexpr auto negative = coefficient<"a">([](auto y) { return where(y < 0.5, 1.0, -1.0); }, coercive);
    CHECK_THROWS_WITH(solve(line(negative), period(1)),
                      Catch::Contains("coefficient a is declared coercive, but at the point (0.5) it is -1"));
    constexpr auto growing = coefficient<"a">([](auto y) { return 1 + y; }, periodic);
    CHECK_THROWS_WITH(solve(line(growing), period(1)),
                      Catch::Contains("coefficient a is declared periodic, but at the point (0) it is 1, and 2"));
    constexpr auto right = coefficient<"a">([](auto y) { return 2 + sin(2 * pi * y); }, periodic, coercive, symmetric);
    CHECK(std::abs(solve(line(right), period(1))(0, 0) - std::sqrt(3.0)) <= 1e-11);
    constexpr auto local = coefficient<"a">([](auto y) { return y; }, coercive);
    CHECK_THROWS_WITH(collocate(problem(-div(local(x) * grad(u)) == 1, on(boundary, u == 0)), interval(-1, 1),
                                chebyshev{4}, chebyshev_points({8})),
                      Catch::Contains("coefficient a is declared coercive"));
}
