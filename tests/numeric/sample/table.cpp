#include "catch.hpp"

#include <cmath>
#include <stdexcept>

#include <xtensor/xtensor.hpp>

#include <lamina.hpp>

using namespace lamina;
using Catch::Contains;

namespace {

constexpr auto x = position<1>;
constexpr auto z = position<2>;
constexpr auto u = unknown<"u">(x);

}  // namespace

TEST_CASE("a table is a coefficient: its pixels, repeated", "[table]") {
    auto const a = coefficient<"a">(table_from({{4}, {1, 2, 3, 4}}));
    std::vector<double> const points{0.0, 0.24, 0.25, 0.6, 0.99, 1.3, -0.1, 2.5};
    CHECK((tabulate(a(x), points) == xt::xtensor<double, 1>{1, 1, 2, 3, 4, 2, 4, 3}));
    auto const image = coefficient<"b">(table_from({{2, 3}, {1, 2, 3, 4, 5, 6}}, {.period = {2, 6}}));
    CHECK((tabulate(image(z), std::vector<double>{0.5, 1, 1.5, 5, 3.5, 9}) == xt::xtensor<double, 1>{1, 6, 5}));
    CHECK((tabulate(2 * image(vector(z[1], z[0])) + z[0], std::vector<double>{5, 1.5}) == xt::xtensor<double, 1>{17}));
}

TEST_CASE("linear interpolation between samples is exact for what is linear there", "[table]") {
    auto const a = coefficient<"a">(
        table_from({{2, 3}, {1, 2, 3, 5, 6, 7}}, {.period = {2, 3}, .between = between_samples::multilinear}),
        differentiable);
    // samples at (0.5, 0.5), ..., value 1 + 4 (z0 - 0.5) + (z1 - 0.5) among them
    std::vector<double> const points{0.5, 0.5, 1.2, 0.7, 1.5, 2.5, 0.9, 2.1};
    auto const values = tabulate(a(z), points);
    auto const slopes = tabulate(d(a(z), z[0]), points), others = tabulate(d(a(z), z[1]), points);
    for (std::size_t p = 0; p < 4; ++p) {
        double const s = points[2 * p], t = points[2 * p + 1];
        CHECK(std::abs(values[p] - (1 + 4 * (s - 0.5) + (t - 0.5))) <= 1e-14);
        if (p == 1 || p == 3) {
            CHECK(std::abs(slopes[p] - 4) <= 1e-14);
            CHECK(std::abs(others[p] - 1) <= 1e-14);
        }
    }
    CHECK(std::abs(tabulate(a(z), std::vector<double>{0.0, 0.5})[0] - 3) <= 1e-14);  // between the last and the first
}

TEST_CASE("a table that is declared differentiable serves a strong form", "[table]") {
    auto const a =
        coefficient<"a">(table_from({{2}, {1, 2}}, {.between = between_samples::multilinear}), differentiable);
    // a = 1 + 2 (x - 1/4) there; u = x^2 gives -(a u')' = -2 a - 4 x
    auto const problem_on_a =
        problem(-div(a(x) * grad(u)) == -2 * (1 + 2 * (x - 0.25)) - 4 * x, on(boundary, u == x * x));
    auto model = collocate(problem_on_a, interval(0.3, 0.7), chebyshev{6}, chebyshev_points({12}));
    std::vector<double> const points{0.35, 0.5, 0.66};
    auto const values = model.value(solve(model.system()).theta, points);
    for (std::size_t p = 0; p < 3; ++p) CHECK(std::abs(values[p] - points[p] * points[p]) <= 1e-11);
}

TEST_CASE("a table at no point is told with the point, not read anywhere", "[table]") {
    for (auto const between : {between_samples::nearest, between_samples::multilinear}) {
        auto const a = coefficient<"a">(table_from({{4}, {1, 2, 3, 4}}, {.between = between}));
        CHECK_THROWS_WITH(tabulate(a(1 / x), std::vector<double>{0.5, 0}),
                          Contains("a(1 / x) is nan at the point") && Contains("expected a finite number"));
        CHECK_THROWS_WITH(tabulate(a(sqrt(x)), std::vector<double>{-1}), Contains("nan at the point"));
        CHECK_THROWS_WITH(tabulate(a(1e308 * x), std::vector<double>{1e300}), Contains("nan at the point"));
        CHECK(tabulate(a(x), std::vector<double>{-1e-300})[0] == (between == between_samples::nearest ? 1 : 2.5));
        auto const far = tabulate(a(x), std::vector<double>{1e300, -1e300});
        CHECK((far[0] >= 1 && far[0] <= 4 && far[1] >= 1 && far[1] <= 4));
    }
}

TEST_CASE("a table from an xtensor is the one from its values in C order", "[table]") {
    xt::xtensor<double, 2, xt::layout_type::column_major> const image{{1, 2, 3}, {4, 5, 6}};
    auto const a = coefficient<"a">(table_from(image, {.period = {2, 3}}));
    auto const b = coefficient<"b">(table_from(10 * xt::xarray<double>(image), {.period = {2, 3}}));
    CHECK((tabulate(a(z), std::vector<double>{0.5, 1.5, 1.5, 0.5}) == xt::xtensor<double, 1>{2, 4}));
    CHECK((tabulate(b(z), std::vector<double>{0.5, 1.5, 1.5, 0.5}) == xt::xtensor<double, 1>{20, 40}));
}

TEST_CASE("a table that is none is refused by name", "[table]") {
    array_of_doubles const four_axes{{2, 2, 2, 2}, std::vector<double>(16)};
    CHECK_THROWS_WITH(table_from(four_axes), Contains("(2, 2, 2, 2)"));
    CHECK_THROWS_WITH(table_from(array_of_doubles{{0}, {}}), Contains("shape (0)"));
    CHECK_THROWS_WITH(table_from(array_of_doubles{{}, {1}}), Contains("shape (), expected 1 to 3 axes"));
    CHECK_THROWS_WITH(table_from({{2, 0}, {1, 2}}), Contains("shape (2, 0), expected 1 to 3 axes and elements"));
    CHECK_THROWS_WITH(table_from({{2, 3}, {1, 2, 3, 4, 5}}), Contains("shape (2, 3) with 5 values, expected 6"));
    CHECK_THROWS_WITH(table_from({{std::size_t{1} << 32, std::size_t{1} << 32}, {1, 2}}),
                      Contains("with 2 values, expected more than memory holds"));
    CHECK_THROWS_WITH(table_from({{2}, {1, 2}}, {.period = {1, 1}}), Contains("period has 2 numbers"));
    CHECK_THROWS_WITH(table_from({{2}, {1, 2}}, {.period = {-1}}), Contains("period is -1"));
    CHECK_THROWS_WITH(table_from({{2}, {1, 2}}, {.period = {INFINITY}}), Contains("period is inf"));
    CHECK_THROWS_WITH(table_from({{2}, {1, 2}}, {.period = {5e-324}}), Contains("period is 5e-324"));
    auto const a = coefficient<"a">(table_from({{2}, {1, 2}}));
    CHECK_THROWS_WITH(table_of(a.body.handle)(std::vector<double>{0}, {}), Contains("with 0 derivatives"));
    CHECK_THROWS_WITH(tabulate(a(z), std::vector<double>{0, 0}), Contains("1 axes is evaluated at 2"));
    CHECK_THROWS_WITH(tabulate(coefficient<"a">(table_t{})(x), std::vector<double>{0}), Contains("table 0"));
}

TEST_CASE("coefficients of one name keep their own bodies, and one of them a body for each shape of its arguments",
          "[table]") {
    constexpr auto twice = coefficient<"a">([](auto y) { return 2 * y; });
    constexpr auto square = coefficient<"a">([](auto y) { return y * y; });
    constexpr auto total = coefficient<"s">([](auto... y) { return (y + ...); });
    std::vector<double> const at{3};
    CHECK((tabulate(twice(x) + square(x), at) == xt::xtensor<double, 1>{15}));
    CHECK((tabulate(d(twice(x) * square(x), x), at) == xt::xtensor<double, 1>{54}));
    CHECK((tabulate(total(x) + total(x, 2 * x), at) == xt::xtensor<double, 1>{12}));
    auto const small = coefficient<"a">(table_from({{2}, {1, 2}})), large = coefficient<"a">(table_from({{2}, {3, 4}}));
    CHECK_THROWS_WITH(tabulate(small(x) + large(x), at), Contains("coefficient a: two tables have this name"));
}
