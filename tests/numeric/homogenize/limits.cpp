// The limit eps -> 0: fine solutions tend to that of the effective problem at first order, equation by equation.
#include "catch.hpp"

#include <cmath>

#include <lamina.hpp>

#include "first_order.hpp"

using namespace lamina;

namespace {

constexpr auto eps = parameter<"eps">;
constexpr auto x = position<1>;
constexpr auto u = unknown<"u">(x);
constexpr auto ends = on(boundary, u == 0);

constexpr auto a = coefficient<"a">([](auto y) { return 1 / (2.1 + sin(2 * pi * y)); });
constexpr auto r = coefficient<"r">([](auto y) { return 12 * cos(2 * pi * y) + 3 * sin(2 * pi * y); });
constexpr auto b = coefficient<"b">([](auto y) { return 4 * sin(2 * pi * y); });
constexpr auto c = coefficient<"c">([](auto y) { return 5 + 3 * cos(2 * pi * y); });
constexpr auto slow_a = coefficient<"a">([](auto s, auto y) { return (1 + s) / (2.1 + sin(2 * pi * y)); });
constexpr auto slow_r =
    coefficient<"r">([](auto s, auto y) { return 15 * (1 + 2 * s) * cos(2 * pi * y) + 9 * exp(-s) * sin(2 * pi * y); });
constexpr auto slow_b = coefficient<"b">([](auto s, auto y) { return (2 + 3 * s) * sin(2 * pi * y); });

/// The error at eps = 1/8, 1/16, 1/32 halves with eps.
template <class Fine>
void check_first_order(Fine const& fine, std::span<double const> u0) {
    std::vector<double> error;
    for (int const n : {8, 16, 32})
        error.push_back(distance(on_unit_interval(fine, 60 + 14 * static_cast<std::size_t>(n), eps = 1.0 / n), u0));
    check_halving(error);
}

}  // namespace

TEST_CASE("a strong reaction tends to its effective reaction", "[homogenize]") {
    constexpr auto fine = problem(-lap(u) + r(x / eps) * u / eps == 1 + x, ends);
    constexpr auto expansion = homogenize(fine, x / eps);
    check_first_order(fine, on_unit_interval(effective_problem(expansion, solve(expansion, period(1))), 30));
}

TEST_CASE("a mixture tends to its effective problem", "[homogenize]") {
    constexpr auto fine =
        problem(-div(a(x / eps) * grad(u)) + r(x / eps) * u / eps + c(x / eps) * u == 1 + cos(2 * pi * x / eps), ends);
    constexpr auto expansion = homogenize(fine, x / eps);
    check_first_order(fine, on_unit_interval(effective_problem(expansion, solve(expansion, period(1))), 30));
}

TEST_CASE("a fast drift with diffusion and reaction tends to its effective problem", "[homogenize]") {
    // the reaction must vanish under the invariant measure, which is even: it is odd
    constexpr auto odd = coefficient<"r">([](auto y) { return 8 * sin(4 * pi * y); });
    constexpr auto fine =
        problem(-lap(u) + b(x / eps) * d(u, x) / eps + odd(x / eps) * u / eps + c(x / eps) * u == exp(x), ends);
    constexpr auto expansion = homogenize(fine, x / eps);
    check_first_order(fine, on_unit_interval(effective_problem(expansion, solve(expansion, period(1))), 30));
}

TEST_CASE("a coefficient of both variables tends to its effective problem", "[homogenize]") {
    constexpr auto fine = problem(-div(slow_a(x, x / eps) * grad(u)) == 1 + x, ends);
    constexpr auto expansion = homogenize(fine, x / eps);
    auto const medium = solve(expansion, period(1), interval(0, 1));
    for (double const s : {0.0, 0.3, 1.0}) {
        double const found = medium.average(0, std::vector{s}, std::vector{0}), right = (1 + s) / 2.1;
        CHECK(std::abs(std::abs(found) - right) <= medium.error(0));
    }
    CHECK(medium.error(0) <= 1e-9);
    CHECK_THAT(to_text(medium),
               Catch::Contains("average_0(x) from ") && Catch::Contains("known to ") &&
                   Catch::Contains("in the worst cell\ncells solved at Chebyshev points of x, degree 8"));
    auto const u0 = on_unit_interval(effective_problem(expansion, medium), 30, medium.averages());
    check_first_order(fine, u0);
    constexpr auto by_hand = problem(-div((1 + x) / 2.1 * grad(u)) == 1 + x, ends);
    CHECK(distance(u0, on_unit_interval(by_hand, 30)) <= 1e-10);
}

TEST_CASE("a mixture of both variables tends to its effective problem", "[homogenize]") {
    constexpr auto fine = problem(-div(slow_a(x, x / eps) * grad(u)) + slow_r(x, x / eps) * u / eps == 1 + x, ends);
    constexpr auto expansion = homogenize(fine, x / eps);
    auto const medium = solve(expansion, period(1), interval(0, 1));
    check_first_order(fine, on_unit_interval(effective_problem(expansion, medium), 40, medium.averages()));
    CHECK_THROWS_WITH(solve(expansion, period(1)), Catch::Contains("the slow point: 0 numbers, expected 1"));
}

TEST_CASE("a drift of both variables tends to its effective problem", "[homogenize]") {
    constexpr auto fine = problem(-lap(u) + slow_b(x, x / eps) * d(u, x) / eps == 1 + x, ends);
    constexpr auto expansion = homogenize(fine, x / eps);
    auto const medium = solve(expansion, period(1), interval(0, 1));
    check_first_order(fine, on_unit_interval(effective_problem(expansion, medium), 40, medium.averages()));
}

TEST_CASE("the effective reaction gains -div mean(a grad N) where a and r depend on x", "[homogenize]") {
    // a = (1 + x) / (2.1 + 2 sin 2 pi y), r = p(x) 2 pi cos 2 pi y, p = 3 + x^2: a dN/dy = p sin 2 pi y - p / 2.1, so
    // mean(a dN/dy) = -p / 2.1, and mean(r N) = -p^2 / (1 + x) (2.1 / 2 - 1 / 2.1)
    constexpr auto both = coefficient<"a">([](auto s, auto y) { return (1 + s) / (2.1 + 2 * sin(2 * pi * y)); });
    constexpr auto rate = coefficient<"r">([](auto s, auto y) { return (3 + s * s) * 2 * pi * cos(2 * pi * y); });
    constexpr auto expansion =
        homogenize(problem(-div(both(x, x / eps) * grad(u)) + rate(x, x / eps) * u / eps == 1, ends), x / eps);
    auto const medium = solve(expansion, period(1), interval(0, 1));
    auto const u0 = on_unit_interval(effective_problem(expansion, medium), 40, medium.averages());
    constexpr auto p = 3 + x * x;
    constexpr auto reaction = -p * p / (1 + x) * (1.05 - 1 / 2.1);
    constexpr auto with_gain = problem(-div((1 + x) / 2.1 * grad(u)) + (reaction + 2 * x / 2.1) * u == 1, ends);
    constexpr auto without = problem(-div((1 + x) / 2.1 * grad(u)) + reaction * u == 1, ends);
    CHECK(distance(u0, on_unit_interval(with_gain, 40)) <= 1e-10);
    CHECK(distance(u0, on_unit_interval(without, 40)) > 1e-3);
    // At one point the parts can be read: reaction, and drift b* - c*, which cancels
    auto const here = solve(expansion, period(1), at(0.5));
    CHECK(std::abs(here.reaction() + 3.25 * 3.25 / 1.5 * (1.05 - 1 / 2.1)) <= 1e-10);
    CHECK(std::abs(here.drift(0)) <= 1e-10);
}

TEST_CASE("a layered plane whose strength varies slowly has the harmonic mean across and the mean along",
          "[homogenize]") {
    constexpr auto X = position<2>;
    constexpr auto U = unknown<"u">(X);
    constexpr auto layers =
        coefficient<"a">([](auto s, auto y) { return (1 + s[0] * s[1]) / (2.1 + sin(2 * pi * y[0])); });
    constexpr auto expansion =
        homogenize(problem(-div(layers(X, X / eps) * grad(U)) == 1, on(boundary, U == 0)), X / eps);
    box const square({0, 0}, {1, 1});
    auto const medium = solve(expansion, period(1), square, chebyshev{2}, medium_options{.grid = 32});
    CHECK(medium.degree() == 2);
    auto const along = std::sqrt(2.1 * 2.1 - 1);
    auto const by_hand =
        problem(-div(matrix(row((1 + X[0] * X[1]) / 2.1, 0), row(0, (1 + X[0] * X[1]) / along)) * grad(U)) == 1,
                on(boundary, U == 0));
    auto solved = [&](auto const& problem, auto const&... known) {
        auto model = collocate(problem, square, chebyshev{10}, chebyshev_points({20, 20}), known...);
        return model.value(solve(model.system()).theta, std::vector<double>{0.2, 0.3, 0.5, 0.5, 0.9, 0.4});
    };
    CHECK(distance(solved(effective_problem(expansion, medium), medium.averages()), solved(by_hand)) <= 1e-10);
    CHECK_THROWS_WITH(solve(expansion, period(1), interval(0, 1)),
                      Catch::Contains("the slow box: 1 numbers, expected 2"));
    CHECK_THROWS_WITH(solved(effective_problem(expansion, medium)), Catch::Contains("average_0 is not bound"));
}
