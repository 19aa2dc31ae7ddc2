#include <cmath>
#include <cstddef>
#include <vector>

#include <lamina.hpp>

#include "catch.hpp"

using namespace lamina;
using Catch::Matchers::Contains;

namespace {

constexpr auto x = position<1>;
constexpr auto eps = parameter<"eps">;
constexpr auto u = unknown<"u">(x);
constexpr auto a = coefficient<"a">([](auto y) { return 1 / (2.1 + 2 * sin(y)); });
constexpr auto darcy = problem(-div(a(x / eps) * grad(u)) == sin(x), on(boundary, u == 0));
constexpr auto line = homogenize(darcy, x / eps);

/// a u' = cos x by symmetry, so u' = (2.1 + 2 sin(k x)) cos x, k = 1 / eps
double exact(double at, double k) {
    auto const rise = [k](double s) {
        return 2.1 * std::sin(s) - std::cos((k + 1) * s) / (k + 1) - std::cos((k - 1) * s) / (k - 1);
    };
    return rise(at) - rise(-pi);
}

constexpr auto r = position<2>;
constexpr auto w = unknown<"w">(r);
constexpr auto b = coefficient<"b">([](auto y) { return 2 + sin(2 * pi * y[0]) * cos(2 * pi * y[1]); });
constexpr auto membrane = problem(-div(b(r / eps) * grad(w)) == 1, on(boundary, w == 0));

}  // namespace

TEST_CASE("An expansion proposes as many functions and points whatever eps is, in which its problem is solved") {
    std::size_t functions = 0, count = 0;
    for (double const k : {8.0, 500.0, 1e5}) {
        INFO("eps = 1 / " << k);
        auto const space = proposed_space(line, interval(-pi, pi), eps = 1 / k);
        if (functions == 0) functions = space.functions, count = space.points.counts[0];
        CHECK(space.functions == functions);
        CHECK(space.points.counts[0] == count);
        CHECK_THAT(space.text, Contains("multiples of a wave of number"));
        auto const u_h = solve(darcy, interval(-pi, pi), space, eps = 1 / k);
        CHECK_FALSE(u_h.evidence().alarm);
        auto const points = linear_points(-pi, pi, 2001);
        auto const values = u_h(points);
        double most = 0;
        for (std::size_t n = 0; n < 2001; ++n)
            most = std::max(most, std::abs(values.data()[n] - exact(points.data()[n], k)));
        CHECK(most < 1e-11);
    }
    CHECK(functions < 100);
    auto const rough = proposed_space(line, interval(-pi, pi), eps = 0.001, expansion_choice{1e-3, 0});
    CHECK(rough.functions < functions / 2);
}

TEST_CASE("In two dimensions it proposes polynomials dressed in the medium") {
    auto const square = box({0, 0}, {1, 1});
    auto const expansion = homogenize(membrane, r / eps);
    expansion_choice const small{.order = 2, .degree = 10};
    auto const space = proposed_space(expansion, square, eps = 1.0 / 64, small);
    CHECK(proposed_space(expansion, square, eps = 1.0 / 8, small).functions == space.functions);
    CHECK(space.functions <= 121);
    auto const w_h = solve(membrane, square, space, eps = 1.0 / 64);
    auto const chosen = solve(membrane, square, eps = 1.0 / 64);
    CHECK(error(w_h, chosen, maximum) < 1e-3 * norm(chosen, maximum));
}

TEST_CASE("What no space resolves is told, and choices that are none") {
    auto const cubic = homogenize(problem(-div(a(x / eps) * grad(u)) + pow<3>(u) == 1, on(boundary, u == 0)), x / eps);
    CHECK_THROWS_WITH(proposed_space(cubic, interval(0, 1), eps = 0.01),
                      Contains("proposed_space: the expansion of u proposes no functions"));
    CHECK_THROWS_WITH(proposed_space(line, interval(0, 1), eps = 0.01, expansion_choice{.tolerance = 0}),
                      Contains("proposed_space: tolerance is 0, expected a number between 0 and 1"));
    CHECK_THROWS_WITH(proposed_space(line, interval(0, 1), eps = 0.01, expansion_choice{.order = 9}),
                      Contains("proposed_space: order is 9, expected 1 to 7"));
}
