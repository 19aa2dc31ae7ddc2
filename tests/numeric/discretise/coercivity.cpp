#include "catch.hpp"

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include <lamina.hpp>
#include <lamina/discretise/coercivity.hpp>

using namespace lamina;
using Catch::Matchers::Contains;

namespace {

constexpr auto x = position<1>;
constexpr auto z = position<2>;
constexpr auto q = position<3>;
constexpr auto k = parameter<"k">;
constexpr auto s = parameter<"s">;
constexpr auto u = unknown<"u">(x);
constexpr auto v = unknown<"u">(z);
constexpr auto w = unknown<"u">(q);
constexpr auto zero = on(boundary, u == 0);
constexpr auto zero_2d = on(boundary, v == 0);

/// What expect_coercive says of an equation; "" if it accepts it.
template <class E, class... Names>
std::string said(E const& equation, std::vector<double> const& points, bindings const& known = {}) {
    graph::arena g;
    graph::node_id const root = equation.lower(g);
    try {
        expect_coercive(g, root, E{}.left.dimension, points, known);
    } catch (std::invalid_argument const& e) {
        return e.what();
    }
    return "";
}

bindings where(std::string const& name, double value) {
    bindings out;
    out.parameters[name] = value;
    return out;
}

/// -div(M grad u) == 1 for the matrix of s: M = [[2, s], [s, 3]] is definite for s^2 < 6.
constexpr auto tensor = coefficient<"M">([](auto y) {
    return matrix(row(2 + 0 * y[0], s + 0 * y[0]), row(s + 0 * y[0], 3 + 0 * y[0]));
});
constexpr auto anisotropic = -div(tensor(z) * grad(v)) == 1;

std::vector<double> const line{-0.5, 0.25, 0.75}, plane{0.1, 0.2, -0.3, 0.4};

}  // namespace

TEST_CASE("a coefficient that changes its sign is not coercive", "[kernel]") {
    constexpr auto a = coefficient<"a">([](auto y) { return y; });
    CHECK(said(-div(a(x) * grad(u)) == 1, line) ==
          "collocate: the coefficient of the second derivatives, left side minus right, is 0.5 at the point (-0.5) and "
          "-0.25 at the point (0.25), expected a coercive coefficient: definite at every point, with the same sign at "
          "all of them");
    CHECK(said(-div(a(x) * grad(u)) == 1, {0.25, 0.75}) == "");
}

TEST_CASE("a coefficient that vanishes at a point is not coercive", "[kernel]") {
    constexpr auto a = coefficient<"a">([](auto y) { return y * y; });
    CHECK_THAT(said(-div(a(x) * grad(u)) == 1, {1, 0, 1}), Contains("is 0 at the point (0), expected a coercive"));
    constexpr auto one_way = coefficient<"D">([](auto y) { return matrix(row(1 + y[0], 0), row(0, 0 * y[1])); });
    CHECK_THAT(said(-div(one_way(z) * grad(v)) == 1, plane), Contains("at the point (0.1, 0.2), expected a coercive"));
}

TEST_CASE("a tensor is coercive as long as it is definite", "[kernel]") {
    double const edge = std::sqrt(6.0);
    CHECK(said(anisotropic, plane, where("s", 0.999 * edge)) == "");
    CHECK(said(anisotropic, plane, where("s", -0.999 * edge)) == "");
    CHECK_THAT(said(anisotropic, plane, where("s", 1.001 * edge)),
               Contains("[[-2, -2.45194], [-2.45194, -3]] at the point (0.1, 0.2), expected a coercive coefficient"));
}

TEST_CASE("only the symmetric part of a tensor counts", "[kernel]") {
    constexpr auto skew = coefficient<"S">([](auto y) {
        return matrix(row(1 + 0 * y[0], s + 0 * y[0]), row(-s + 0 * y[0], 1 + 0 * y[0]));
    });
    CHECK(said(-div(skew(z) * grad(v)) == 1, plane, where("s", 50)) == "");
}

TEST_CASE("either sign of the equation is accepted, and the Helmholtz equation for every k", "[kernel]") {
    for (double const value : {0.1, 5.0, 100.0}) {
        CHECK(said(lap(v) + k * k * v == 1, plane, where("k", value)) == "");
        CHECK(said(-lap(v) - k * k * v == 1, plane, where("k", value)) == "");
        CHECK_NOTHROW(collocate(problem(lap(v) + k * k * v == 1, zero_2d), box({0, 0}, {1, 1}), mlp({3}), points(4),
                                side_points{2}, k = value));
    }
    CHECK(said(-lap(w) == 1, {0, 0, 0, 1, 2, 3}) == "");
}

TEST_CASE("what coercivity is not defined for is not looked at", "[kernel]") {
    CHECK(said(-div((1 + u * u) * grad(u)) == 1, line) == "");             // depends on the unknown
    CHECK(said(sin(7 * x) * lap(u) == 1, line) == "");                     // not in divergence form
    CHECK(said(u * u == x, line) == "");                                   // no second derivatives
    CHECK(said(d(u, x) == x, line) == "");
}

TEST_CASE("collocate refuses a coefficient that is not coercive or not a number, with its point", "[kernel]") {
    constexpr auto a = coefficient<"a">([](auto y) { return s + cos(y); });
    constexpr auto darcy = problem(-div(a(x) * grad(u)) == 1, zero);
    auto with = [&](double value) { return collocate(darcy, interval(-3, 3), mlp({3}), points(16), s = value); };
    CHECK_THROWS_WITH(with(0.5), Contains("at the point (") && Contains("expected a coercive coefficient"));
    CHECK_NOTHROW(with(1.5));
    CHECK_NOTHROW(with(-1.5));
    CHECK_THROWS_WITH(with(std::numeric_limits<double>::quiet_NaN()), Contains("is nan at the point ("));
    constexpr auto root = coefficient<"r">([](auto y) { return sqrt(y); });
    CHECK_THROWS_WITH(collocate(problem(-div(root(x) * grad(u)) == 1, zero), interval(-1, 1), mlp({3}), points(4)),
                      Contains("nan at the point (-0.6)"));
}

TEST_CASE("a conductivity given as numbers is tested for coercivity too", "[kernel]") {
    constexpr auto conductivity = field<"c">(x);
    constexpr auto darcy = problem(-div(conductivity * grad(u)) == 1, zero);
    auto given = [&](double lift) {
        return field_values{"c", [lift](std::span<double const> at, std::span<int const> times) {
                                return times[0] == 0 ? lift + at[0] : 1.0;
                            }};
    };
    CHECK_NOTHROW(collocate(darcy, interval(-1, 1), mlp({3}), points(8), given(1.1)));
    CHECK_THROWS_WITH(collocate(darcy, interval(-1, 1), mlp({3}), points(8), given(0.3)),
                      Contains("expected a coercive coefficient"));
}
