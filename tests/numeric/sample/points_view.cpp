#include "catch.hpp"

#include <cmath>

#include <lamina/dsl.hpp>
#include <lamina/sample/points.hpp>
#include <lamina/sample/tabulate.hpp>

using namespace lamina;
using Catch::Contains;

namespace {

constexpr auto s = position<1>;
constexpr auto x = position<2>;
constexpr auto t = time_axis;

}  // namespace

TEST_CASE("a function of fewer coordinates than the points have has a value at each point", "[sample]") {
    auto const at = interior_points(box({0, 0}, {1, 2}), points(6));  // s and t
    auto const values = tabulate(s, at);
    REQUIRE(values.size() == 6);
    for (std::size_t k = 0; k < 6; ++k) CHECK(values[k] == at[2 * k]);
    CHECK(tabulate(t, at)[5] == at[11]);
    CHECK((tabulate(constant<3>, at) == xt::xtensor<double, 1>{3, 3, 3, 3, 3, 3}));
    CHECK(tabulate(s + t, at)[5] == at[10] + at[11]);
    CHECK(tabulate(t, interior_points(box({0, 0, 0}, {1, 2, 3}), points(4))).size() == 4);
    // flat numbers are read as the expression needs
    CHECK((tabulate(s, std::vector<double>{1, 2, 3}) == xt::xtensor<double, 1>{1, 2, 3}));
    CHECK((tabulate(s + t, std::vector<double>{1, 2}) == xt::xtensor<double, 1>{3}));
    CHECK(tabulate(constant<1>, points_view(std::vector<double>{1, 2, 3, 4}, 2)).size() == 2);
}

TEST_CASE("vectors and matrices are tabulated in their shape", "[sample]") {
    xt::xtensor<double, 2> const at{{1, 2}, {3, 4}, {5, 6}};
    auto const whole = tabulate(x, at);
    CHECK((whole == at));
    auto const jacobian = tabulate(grad(vector(x[0] * x[1], x[0] * x[0], x[1])), at);
    REQUIRE((jacobian.shape(0) == 3 && jacobian.shape(1) == 3 && jacobian.shape(2) == 2));
    for (std::size_t p = 0; p < 3; ++p) {
        double const a = at(p, 0), b = at(p, 1), expected[3][2] = {{b, a}, {2 * a, 0}, {0, 1}};
        for (std::size_t i = 0; i < 3; ++i)
            for (std::size_t j = 0; j < 2; ++j) CHECK(jacobian(p, i, j) == expected[i][j]);
    }
    auto const k = parameter<"k">;
    CHECK((tabulate(k * vector(s, 1), std::vector<double>{7, 8}, k = 2) == xt::xtensor<double, 2>{{14, 2}, {16, 2}}));
}

TEST_CASE("points of another number of coordinates than an expression has, or not finite, are refused", "[sample]") {
    CHECK_THROWS_WITH(tabulate(x[0] + x[1], std::vector<double>{1, 2, 3}),
                      Contains("3 numbers, expected a multiple of 2"));
    CHECK_THROWS_WITH(tabulate(x[0] + x[1], linear_points(0, 1, 4)),
                      Contains("points have 1 coordinates each, expected 2, or 2 and time, for x[0] + x[1]"));
    CHECK_THROWS_WITH(tabulate(x[0] * t, xt::xtensor<double, 2>::from_shape({3, 2})), Contains("expected 2 and time"));
    CHECK_THROWS_WITH(tabulate(s, xt::xtensor<double, 2>::from_shape({2, 3})), Contains("3 coordinates each"));
    CHECK_THROWS_WITH(tabulate(s, xt::xtensor<double, 3>::from_shape({2, 1, 1})),
                      Contains("3 axes, expected shape (N, D)"));
    CHECK_THROWS_WITH(tabulate(constant<1>, std::vector<double>{1, 2}),
                      Contains("1 does not say how many coordinates a point has; pass points that do"));
    CHECK_THROWS_WITH(tabulate(x, std::vector<double>{1, 2, 3, INFINITY}), Contains("coordinate 1 of point 1 is inf"));
    CHECK_THROWS_WITH(tabulate(s * observed, std::vector<double>{1, 2}), Contains("observed has no value at a point"));
    CHECK_THROWS_WITH(tabulate(x[0] * normal[0], std::vector<double>{1, 2}),
                      Contains("normal[0] has no value at a point"));
    CHECK_THROWS_WITH(points_view(std::vector<double>{1, 2, 3}, 2).of(2, "here"),
                      Contains("here: points has 3 numbers"));
}
