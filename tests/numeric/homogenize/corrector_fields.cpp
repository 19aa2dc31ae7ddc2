#include "catch.hpp"

#include <cmath>
#include <vector>

#include <lamina.hpp>

using namespace lamina;
using Catch::Matchers::Contains;

namespace {

constexpr auto x = position<1>;
constexpr auto eps = parameter<"eps">;
constexpr auto u = unknown<"u">(x);
constexpr auto a = coefficient<"a">([](auto y) { return 1 / (2.1 + 2 * sin(y)); });
constexpr auto darcy = problem(-div(a(x / eps) * grad(u)) == sin(x), on(boundary, u == 0));
constexpr auto chi = field<"chi">(x);

}  // namespace

TEST_CASE("a corrector at x / eps is a field with its derivatives", "[homogenize]") {
    auto const medium = solve(homogenize(darcy, x / eps), period(2 * pi));
    double const e = 1.0 / 7, scale = 2 / 2.1;  // chi' = a* / a - 1 = scale sin(y)
    auto const field = medium.oscillating("chi", e);
    for (double const p : {-2.0, 0.3, 1.7}) {
        auto const at = [&](int order) { return field(std::array{p}, std::array{order})[0]; };
        CHECK(at(0) == Approx(-scale * std::cos(p / e)).margin(1e-11));
        CHECK(at(1) == Approx(scale * std::sin(p / e) / e).margin(1e-9));
        CHECK(at(2) == Approx(scale * std::cos(p / e) / e / e).margin(1e-7));
    }
    CHECK_THROWS_WITH(medium.oscillating("chi", 0), Contains("eps is 0, expected a positive number"));
    CHECK_THROWS_WITH(medium.oscillating("chi_7", 1), Contains("chi_7"));
}

TEST_CASE("a corrector of slow cells is differentiated in x and in x / eps", "[homogenize]") {
    constexpr auto b = coefficient<"b">([](auto s, auto y) { return 1 / (2.1 + 2 * s * sin(y)); });
    constexpr auto slow = problem(-div(b(x, x / eps) * grad(u)) == sin(x), on(boundary, u == 0));
    auto const medium = solve(homogenize(slow, x / eps), period(2 * pi), interval(0, 1));
    double const e = 0.2;
    auto const field = medium.oscillating("chi", e);
    for (double const p : {0.1, 0.8}) {  // chi = -(2 x / 2.1) cos(x / eps)
        CHECK(field(std::array{p}, std::array{0})[0] == Approx(-2 * p / 2.1 * std::cos(p / e)).margin(1e-9));
        CHECK(field(std::array{p}, std::array{1})[0] ==
              Approx(-2 / 2.1 * std::cos(p / e) + 2 * p / 2.1 * std::sin(p / e) / e).margin(1e-7));
    }
}

TEST_CASE("a corrector and its slope as features give a network what it lacks", "[homogenize]") {
    double const e = 1.0 / 32;
    auto const medium = solve(homogenize(darcy, x / eps), period(2 * pi));
    auto const exact = solve(darcy, interval(-pi, pi), eps = e);
    auto const off_by = [&](std::vector<double> const& scale, auto const& inputs, auto const&... fields) {
        auto model = collocate(darcy, interval(-pi, pi), frozen(mlp({200}, activation::sin), {.scale = scale}),
                               points(600), inputs, eps = e, fields...);
        return error(model.solution(solve(model.system()).theta), exact, l2) / norm(exact, l2);
    };
    CHECK(off_by({2}, features(x)) > 0.5);
    CHECK(off_by({2, 0.1, 0.1}, features(x, chi, eps * d(chi, x)), field_values{"chi", medium.oscillating("chi", e)}) <
          1e-8);
}

TEST_CASE("second derivatives of a corrector of coefficients that jump are refused", "[homogenize]") {
    constexpr auto layers = coefficient<"a">([](auto y) { return where(y < 0.5, 1.0, 10.0); });
    constexpr auto laminate = problem(-div(layers(x / eps) * grad(u)) == 1, on(boundary, u == 0));
    auto const field = solve(homogenize(laminate, x / eps), period(1)).oscillating("chi", 0.1);
    CHECK(std::isfinite(field(std::array{0.33}, std::array{1})[0]));
    CHECK_THROWS_WITH(field(std::array{0.33}, std::array{2}), Contains("its slopes jump"));
}
