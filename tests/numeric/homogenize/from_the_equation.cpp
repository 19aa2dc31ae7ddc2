#include "catch.hpp"

#include <cmath>
#include <numbers>

#include <lamina.hpp>

#include "first_order.hpp"

using namespace lamina;

namespace {

constexpr auto x = position<1>;
constexpr auto z = position<2>;
constexpr auto eps = parameter<"eps">;
constexpr auto contrast = parameter<"contrast">;
constexpr auto u = unknown<"u">(x);
constexpr auto w = unknown<"u">(z);

constexpr auto slow_and_fast = coefficient<"a">([](auto s, auto y) { return 0.5 * sin(2 * pi * y) + sin(s) + 2; });
constexpr auto with_parameter = coefficient<"a">([](auto y) { return 2 + contrast * sin(2 * pi * y); });
constexpr auto waves = coefficient<"a">([](auto y) { return 2 + sin(2 * pi * (y[0] + y[1])); });

constexpr auto conditions = on(boundary, u == 0);
constexpr auto slowly_varying =
    homogenize(problem(-div(slow_and_fast(x, x / eps) * grad(u)) == sin(x), conditions), x / eps);
constexpr auto parametric = homogenize(problem(-div(with_parameter(x / eps) * grad(u)) == sin(x), conditions), x / eps);
constexpr auto two_dimensional =
    homogenize(problem(-div(waves(z / eps) * grad(w)) == 1, on(boundary, w == 0)), z / eps);

}  // namespace

TEST_CASE("a slow and fast coefficient has an effective coefficient at each slow point", "[homogenize]") {
    static_assert(slowly_varying.slow_cells);
    for (double const s : {0.0, 0.7, 2.0}) {
        auto const medium = solve(slowly_varying, period(1), at(s));
        CHECK(std::abs(medium(0, 0) - std::sqrt(std::pow(2 + std::sin(s), 2) - 0.25)) <= 1e-11);
    }
    CHECK(std::abs(solve(slowly_varying, period(1), at(0.7))(0, 0) - 2.596514428517709) <= 1e-11);
    CHECK_THROWS_WITH(solve(slowly_varying, period(1)), Catch::Contains("the slow point: 0 numbers, expected 1"));
}

TEST_CASE("parameters of a coefficient are bound when its cells are solved", "[homogenize]") {
    CHECK(std::abs(solve(parametric, period(1), contrast = 0.5)(0, 0) - std::sqrt(15.0) / 2) <= 1e-11);
    CHECK_THROWS_WITH(solve(parametric, period(1)), Catch::Contains("parameter contrast is not bound"));
    CHECK_THROWS_WITH(solve(parametric, period(1), contrast = 3), Catch::Contains("not coercive at y = ("));
    CHECK_THROWS_WITH(solve(parametric, period(1), contrast = 0.5, contrast = 0.25),
                      Catch::Contains("contrast is given twice, as 0.5 and 0.25"));
    CHECK_THROWS_WITH(solve(parametric, period(1), parameter<"contrats"> = 0.5),
                      Catch::Contains("did you mean contrast?"));
}

TEST_CASE("a two-dimensional coefficient in the language gives the tensor of the reference table", "[homogenize]") {
    auto const medium = solve(two_dimensional, period(1));
    CHECK(std::abs(medium(0, 0) - 1.866025403784439) <= 1e-11);
    CHECK(std::abs(medium(0, 1) + 0.133974596215561) <= 1e-11);
    CHECK(std::abs(medium(1, 1) - 1.866025403784439) <= 1e-11);
}

TEST_CASE("the fine solution tends to the homogenised one at first order", "[homogenize]") {
    constexpr auto fast = coefficient<"a">([](auto y) { return 1 / (2.1 + 2 * sin(y)); });
    constexpr auto fine = problem(-div(fast(x / eps) * grad(u)) == sin(x), conditions);
    constexpr auto expansion = homogenize(fine, x / eps);
    auto const medium = solve(expansion, period(2 * pi));
    auto const line = linear_points(-pi, pi, 401);
    auto coarse =
        collocate(effective_problem(expansion, medium), interval(-pi, pi), chebyshev{30}, chebyshev_points({60}));
    auto const theta = solve(coarse.system()).theta;
    auto const u0 = coarse.value(theta, line);
    auto const slope = coarse.value(theta, line, grad(unknown<"u0">(x)));
    REQUIRE((slope.shape(0) == line.size() && slope.shape(1) == 1));
    for (std::size_t k = 0; k < line.size(); ++k) {
        CHECK(std::abs(u0[k] - 2.1 * std::sin(line[k])) <= 1e-10);
        CHECK(std::abs(slope(k, 0) - 2.1 * std::cos(line[k])) <= 1e-9);
    }
    std::vector<double> error;
    for (double const e : {1.0 / 4, 1.0 / 8, 1.0 / 16}) {
        auto model = collocate(fine, interval(-pi, pi), chebyshev{260}, chebyshev_points({520}), eps = e);
        auto const values = model.value(solve(model.system()).theta, line);
        error.push_back(distance(values, u0));
    }
    check_halving(error);
}

TEST_CASE("averages of correctors that networks have found make the same effective problem", "[homogenize]") {
    STATIC_REQUIRE(parametric.averages == 1);
    auto const chi = solve(parametric.cell<0>(), interval(0, 1), frozen(mlp({60}, activation::sin), {.scale = {2}}),
                           features(sin(2 * pi * position<1, "y">), cos(2 * pi * position<1, "y">)), contrast = 0.5);
    auto const over = quadrature_points(interval(0, 1), points(64), {true});
    auto const values = chi(over.points, parametric.average<0>());
    double const found = mean_of({values.data(), values.size()}, over).value;
    CHECK(std::abs(found - std::sqrt(15.0) / 2) <= 1e-11);
    auto const medium = solve(parametric, period(1), contrast = 0.5);
    CHECK(to_text(effective_problem(parametric, medium.averages())) ==
          to_text(effective_problem(parametric, medium)));
    CHECK_THROWS_WITH(effective_problem(parametric, std::vector{found, found}), "averages: 2 numbers, expected 1");

    auto const domain = interval(0, 1);
    auto const slow = solve(slowly_varying, period(1), domain);
    auto const u_0 = solve(effective_problem(slowly_varying, slow), domain, slow.averages());
    field_values const closed{"average_0", [](std::span<double const> at, std::span<int const> derivative) {
                                  double const s = 2 + std::sin(at[0]), a = std::sqrt(s * s - 0.25);
                                  return derivative[0] == 0 ? a : s * std::cos(at[0]) / a;
                              }};
    CHECK(error(u_0, solve(effective_problem(slowly_varying), domain, closed), maximum) <= 1e-10);
}

TEST_CASE("a reaction that is not linear in u0 has no coefficient, its equation has the others", "[homogenize]") {
    constexpr auto a = coefficient<"a">([](auto y) { return 2 + sin(2 * pi * y); });
    constexpr auto k = coefficient<"k">([](auto y) { return 3 + cos(2 * pi * y); });
    auto const medium = solve(
        homogenize(problem(-div(a(x / eps) * grad(u)) + k(x / eps) * pow<2>(u) == 5, conditions), x / eps), period(1));
    CHECK(std::abs(medium(0, 0) - std::sqrt(3.0)) <= 1e-11);
    CHECK(medium.drift(0) == 0);
    CHECK(std::abs(medium.source() - 5) <= 1e-12);
    CHECK_THROWS_WITH(medium.reaction(), Catch::Contains("depends on u0, the equation is not linear in it"));
}

TEST_CASE("layers of a nonsymmetric tensor with drift and reaction have the coefficients of their closed form",
          "[homogenize]") {
    constexpr auto A = coefficient<"A">([](auto y) {
        auto const s = sin(2 * pi * y[0]);
        auto const c = cos(2 * pi * y[0]);
        return matrix(row(3 + s, 1 + c), row(2 * s - 1, 4 + c));
    });
    constexpr auto b = coefficient<"b">([](auto y) { return 1 + 2 * sin(2 * pi * y[0]); });
    constexpr auto k = coefficient<"k">([](auto y) { return 3 + cos(2 * pi * y[0]); });
    auto const medium = solve(
        homogenize(problem(-div(A(z / eps) * grad(w)) + b(z / eps) * dot(vector(1, 2), grad(w)) + k(z / eps) * w == 1,
                           on(boundary, w == 0)),
                   z / eps),
        period(1));
    double inverse = 0, right = 0, below = 0, rest = 0, first = 0, second = 0, turned = 0;
    int const points = 400;
    for (int p = 0; p < points; ++p) {  // the flux across the layers and the slope along them are constant
        double const t = 2 * std::numbers::pi * p / points, s = std::sin(t), c = std::cos(t);
        double const a11 = 3 + s, a12 = 1 + c, a21 = 2 * s - 1, a22 = 4 + c, drift = 1 + 2 * s;
        inverse += 1 / a11 / points, right += a12 / a11 / points, below += a21 / a11 / points;
        rest += (a22 - a12 * a21 / a11) / points;
        first += drift / a11 / points, second += 2 * drift / points, turned += drift * a12 / a11 / points;
    }
    CHECK(std::abs(medium(0, 0) - 1 / inverse) <= 1e-11);
    CHECK(std::abs(medium(0, 1) - right / inverse) <= 1e-11);
    CHECK(std::abs(medium(1, 0) - below / inverse) <= 1e-11);
    CHECK(std::abs(medium(1, 1) - (rest + below * right / inverse)) <= 1e-11);
    CHECK(std::abs(medium.drift(0) - first / inverse) <= 1e-11);
    CHECK(std::abs(medium.drift(1) - (second + first * right / inverse - turned)) <= 1e-11);
    CHECK(std::abs(medium.reaction() - 3) <= 1e-11);
}
