// Coefficients of any wave number: the grids on which cells are solved share no factor with them by accident.
#include "catch.hpp"

#include <cmath>

#include <lamina.hpp>

using namespace lamina;

namespace {

constexpr auto eps = parameter<"eps">;
constexpr auto k = parameter<"k">;
constexpr auto l = parameter<"l">;
constexpr auto x = position<1>;
constexpr auto z = position<2>;
constexpr auto v = position<3>;
constexpr auto u = unknown<"u">(x);
constexpr auto w = unknown<"u">(z);
constexpr auto q = unknown<"u">(v);

constexpr auto line(auto const& a) {
    return homogenize(problem(-div(a(x / eps) * grad(u)) == 1, on(boundary, u == 0)), x / eps);
}
constexpr auto plane(auto const& a) {
    return homogenize(problem(-div(a(z / eps) * grad(w)) == 1, on(boundary, w == 0)), z / eps);
}

constexpr auto cosine = coefficient<"a">([](auto y) { return 2 + cos(2 * pi * k * y); });
constexpr auto exponential = coefficient<"a">([](auto y) { return exp(sin(2 * pi * k * y)); });
constexpr auto two_waves = coefficient<"a">([](auto y) { return 3 + cos(2 * pi * k * y) + sin(2 * pi * l * y); });
constexpr auto along_one = coefficient<"a">([](auto y) { return 2 + cos(2 * pi * k * y[0]); });
constexpr auto oblique = coefficient<"a">([](auto y) { return 2 + sin(2 * pi * (k * y[0] + l * y[1])); });
constexpr auto product =
    coefficient<"a">([](auto y) { return (2 + cos(2 * pi * k * y[0])) * (2 + sin(2 * pi * l * y[1])); });

/// 1 / mean(1 / a) by the trapezoidal rule
double harmonic_mean(auto const& a, int n) {
    double sum = 0;
    for (int i = 0; i < n; ++i) sum += 1 / a((i + 0.5) / n) / n;
    return 1 / sum;
}

}  // namespace

TEST_CASE("a wave of any number along a line has the effective coefficient of one wave", "[homogenize]") {
    double const of_exponential = harmonic_mean([](double y) { return std::exp(std::sin(2 * pi * y)); }, 64);
    for (int const n : {1,   2,   3,   8,   15,  16,  17,  31,  32,   33,   48,   64,  96,
                        128, 255, 256, 360, 512, 729, 997, 999, 1000, 1024, 1999, 4096}) {
        INFO("wave number " << n);
        auto const medium = solve(line(cosine), period(1), k = n);
        CHECK(std::abs(medium(0, 0) - std::sqrt(3.0)) <= 1e-10);
        CHECK(medium.interval(0, 0).contains(std::sqrt(3.0)));
        CHECK(medium.interval(0, 0).width() <= 1e-10);
        CHECK(std::abs(solve(line(exponential), period(1), k = n)(0, 0) - of_exponential) <= 1e-10);
    }
}

TEST_CASE("waves without a common factor are resolved together", "[homogenize]") {
    for (auto const& [m, n] : {std::pair{32, 33}, std::pair{1, 1000}, std::pair{512, 999}}) {
        INFO("wave numbers " << m << " and " << n);
        auto a = [m = m, n = n](double y) { return 3 + std::cos(2 * pi * m * y) + std::sin(2 * pi * n * y); };
        double const right = harmonic_mean(a, 1 << 18);
        CHECK(std::abs(solve(line(two_waves), period(1), k = m, l = n)(0, 0) - right) <= 1e-10);
    }
}

TEST_CASE("waves of any number in the plane have the effective tensor of one wave", "[homogenize]") {
    for (auto const& [m, n] : {std::pair{1, 1}, std::pair{16, 32}, std::pair{32, 1}, std::pair{64, 64},
                               std::pair{63, 64}, std::pair{7, 48}, std::pair{256, 3}}) {
        INFO("wave numbers " << m << " and " << n);
        auto const layers = solve(plane(along_one), period(1), k = m);
        CHECK(std::abs(layers(0, 0) - std::sqrt(3.0)) <= 1e-10);
        CHECK(std::abs(layers(1, 1) - 2) <= 1e-10);
        // (2 + cos) (2 + sin): 2 sqrt(3) both ways
        auto const separable = solve(plane(product), period(1), k = m, l = n);
        CHECK(std::abs(separable(0, 0) - 2 * std::sqrt(3.0)) <= 1e-10);
        CHECK(std::abs(separable(1, 1) - 2 * std::sqrt(3.0)) <= 1e-10);
        // layers across (m, n)
        auto const tilted = solve(plane(oblique), period(1), k = m, l = n);
        double const s = double(m * m) / (m * m + n * n), c = double(m * n) / (m * m + n * n);
        CHECK(std::abs(tilted(0, 0) - (std::sqrt(3.0) * s + 2 * (1 - s))) <= 1e-10);
        CHECK(std::abs(tilted(0, 1) - (std::sqrt(3.0) - 2) * c) <= 1e-10);
    }
}

TEST_CASE("a wave along one axis of space needs no more points than a line", "[homogenize]") {
    constexpr auto a =
        coefficient<"a">([](auto y) { return (2 + cos(2 * pi * 37 * y[2_c])) * (3 + sin(2 * pi * y[0_c])); });
    constexpr auto space = homogenize(problem(-div(a(v / eps) * grad(q)) == 1, on(boundary, q == 0)), v / eps);
    auto const medium = solve(space, period(1));
    CHECK(std::abs(medium(2, 2) - 3 * std::sqrt(3.0)) <= 1e-10);
    CHECK(std::abs(medium(0, 0) - 2 * std::sqrt(8.0)) <= 1e-10);
    CHECK(std::abs(medium(1, 1) - 6) <= 1e-10);
    CHECK(medium.cells().grid.grid[1] == 1);
}

TEST_CASE("what is coercive on a grid only is refused with a point", "[homogenize]") {
    constexpr auto declared = coefficient<"a">([](auto y) { return 1 + 3 * sin(64 * pi * y); }, coercive);
    CHECK_THROWS_WITH(solve(line(declared), period(1)), Catch::Contains("coefficient a is declared coercive"));
    constexpr auto silent = coefficient<"a">([](auto y) { return 1 + 3 * sin(64 * pi * y); });
    CHECK_THROWS_WITH(solve(line(silent), period(1)), Catch::Contains("not coercive at y = ("));
}

TEST_CASE("a wave that a given grid does not see is refused", "[homogenize]") {
    CHECK_THROWS_WITH(solve(line(cosine), period(1), k = 32, medium_options{.grid = 32}),
                      Catch::Contains("32 points along axis 0 do not resolve") && Catch::Contains("finer grid"));
    CHECK_THROWS_WITH(solve(plane(along_one), period(1), k = 32, medium_options{.grid = 16}),
                      Catch::Contains("16 points along axis 0 do not resolve"));
}

TEST_CASE("a coefficient that is not periodic says where", "[homogenize]") {
    constexpr auto a = coefficient<"a">([](auto y) { return 2 + cos(y); });
    CHECK_THROWS_WITH(solve(line(a), period(1)), Catch::Contains("a(y) is not periodic with period 1 along axis 0") &&
                                                     Catch::Contains("at y = ("));
    CHECK(std::abs(solve(line(a), period(2 * pi))(0, 0) - std::sqrt(3.0)) <= 1e-10);
}

TEST_CASE("a medium has no scale", "[homogenize]") {
    for (double const scale : {1e-300, 1e-200, 1e-30, 1e30, 1e200}) {
        INFO("scale " << scale);
        constexpr auto a = coefficient<"a">([](auto y) { return k * (2 + sin(2 * pi * y)); });
        CHECK(std::abs(solve(line(a), period(1), k = scale)(0, 0) / scale - std::sqrt(3.0)) <= 1e-10);
    }
}
