#include <cmath>
#include <ctime>
#include <vector>

#include <lamina.hpp>

#include "catch.hpp"

using namespace lamina;
using Catch::Matchers::Contains;

namespace {

constexpr auto y = position<1>;
constexpr auto u = unknown<"u">(y);
constexpr auto eps = parameter<"eps">;
constexpr auto k = parameter<"k">;
constexpr auto x = position<2>;
constexpr auto v = unknown<"v">(x);
constexpr auto t = time_axis;
constexpr auto w = unknown<"w">(y, t);
constexpr auto a = coefficient<"a">([](auto z) { return 2 + sin(2 * pi * z); });
auto const line = interval(0, 1);
auto const square = box({0, 0}, {1, 1});

template <class Solution, class F>
double off(Solution const& of, F const& f) {
    auto const at = interior_points(of.domain(), points(500));
    auto const values = of(at);
    std::size_t const d = of.domain().dimension();
    double most = 0;
    for (std::size_t p = 0; p < 500; ++p) most = std::max(most, std::abs(values.data()[p] - f(at.data() + p * d)));
    return most;
}

}  // namespace

TEST_CASE("A solution whose terms vanish is a solution") {
    auto const one = [](double const*) { return 1.0; };
    auto const good = [](auto const& u_h, auto const& exact) {
        CHECK(off(u_h, exact) < 1e-12);
        CHECK_FALSE(u_h.evidence().alarm);
    };
    good(solve(problem(-lap(u) == 0, on(y == 0, u == 0), on(y == 1, u == 1)), line),
         [](double const* p) { return p[0]; });
    good(solve(problem(-lap(u) == 0, on(boundary, u == 1)), line), one);
    good(solve(problem(d(u, y) == 0, on(y == 0, u == 1)), line), one);
    good(solve(problem(-lap(v) == 0, on(boundary, v == x[0] + 2 * x[1])), square),
         [](double const* p) { return p[0] + 2 * p[1]; });
    good(solve(problem(-div(a(y / eps) * grad(u)) == 0, on(boundary, u == 1)), line, eps = 0.01), one);
    good(solve(problem(-div((1 + u * u) * grad(u)) == 0, on(boundary, u == 1)), line), one);
    good(solve(problem(dt(w) - lap(w) == 0, on(t == 0, w == y), on(boundary, w == y)), line, during{0, 1}),
         [](double const* p) { return p[0]; });
}

TEST_CASE("One of many solutions is not the solution, in whatever space") {
    auto const many = Contains("u is one of many");
    CHECK_THROWS_WITH(solve(problem(-lap(u) + u == 1, on(y == 0, u == 0)), line), many);
    CHECK_THROWS_WITH(solve(problem(d(u, y) + u == 1), line), many);
    CHECK_THROWS_WITH(solve(problem(-lap(u) - k * k * u == 1, on(y == 0, u == 0)), line, k = 20.0), many);
    CHECK_THROWS_WITH(solve(problem(-lap(u) - 16 * pi * pi * u == sin(2 * pi * y), on(periodic, u)), line), many);
    CHECK_THROWS_WITH(solve(problem(-div(a(y / eps) * grad(u)) == 1, on(y == 0, u == 0)), line, eps = 1.0 / 37), many);
    CHECK_THROWS_WITH(solve(problem(dt(w) - lap(w) == 1, on(boundary, w == 0)), line, during{0, 1}),
                      Contains("w is one of many"));
    constexpr auto z = position<3>;
    constexpr auto q = unknown<"q">(z);
    CHECK_THROWS_WITH(solve(problem(-lap(q) == 1, on(z[0_c] == 0 || z[0_c] == 1, q == 0)), box({0, 0, 0}, {1, 1, 1})),
                      Contains("q is one of many"));
}

TEST_CASE("Growth, resonance near by and layers are not many solutions") {
    auto const growing = solve(problem(d(u, y) == k * u, on(y == 0, u == 1)), line, k = 20.0);
    CHECK(off(growing, [](double const* p) { return std::exp(20 * p[0]); }) < 1e-5 * std::exp(20));
    auto const near = solve(problem(-lap(u) - k * k * u == sin(2 * pi * y), on(boundary, u == 0)), line, k = pi + 1e-6);
    CHECK(off(near, [](double const* p) {
              return std::sin(2 * pi * p[0]) / (4 * pi * pi - (pi + 1e-6) * (pi + 1e-6));
          }) < 1e-6);
    auto const layer = solve(problem(-eps * lap(u) + d(u, y) == 1, on(boundary, u == 0)), line, eps = 1e-3);
    CHECK(off(layer, [](double const* p) { return p[0] - std::exp((p[0] - 1) * 1e3); }) < 1e-8);
}

TEST_CASE("Where there is no solution the alarm rings at least") {
    auto const bratu = problem(-lap(u) - k * exp(u) == 0, on(boundary, u == 0));
    CHECK_FALSE(solve(bratu, line, k = 3.5).evidence().alarm);
    for (double const beyond : {3.515, 3.6}) {
        try {
            bool const alarm = solve(bratu, line, k = beyond).evidence().alarm;
            CHECK(alarm);
        } catch (no_solution const& why) {
            CHECK_THAT(why.what(), !Contains("one of many:"));
        }
    }
}

TEST_CASE("Drift and reaction beside a fast coefficient, and periodic solutions, are found at any eps") {
    auto const all_terms =
        problem(-div(a(y / eps) * grad(u)) + (1 + y) * u + y * d(u, y) == exp(y), on(boundary, u == 0));
    auto const coarse = solve(all_terms, line, eps = 0.05);
    CHECK_FALSE(coarse.evidence().alarm);
    auto const resolved = solve(all_terms, line, chebyshev{700}, eps = 0.05);
    CHECK(off(coarse, [&](double const* p) { return resolved(std::vector{p[0]}).data()[0]; }) < 1e-8);
    CHECK_FALSE(solve(all_terms, line, eps = 1e-3).evidence().alarm);
    // a u' = cos(2 pi y) / (2 pi) + c, with c such that u is periodic
    auto const around = problem(-div(a(y / eps) * grad(u)) == sin(2 * pi * y), on(periodic, u), mean(u) == 0);
    CHECK_FALSE(solve(around, line, eps = 1.0 / 37).evidence().alarm);
}

TEST_CASE("The alarm rings for one of many solutions in a space or a network that is named") {
    auto const open = problem(-lap(u) + u == 1, on(y == 0, u == 0));
    auto const closed = problem(-lap(u) + u == 1, on(boundary, u == 0));
    CHECK(solve(open, line, chebyshev{6}).evidence().alarm);
    CHECK(solve(open, line, chebyshev{20}).evidence().alarm);
    CHECK(solve(open, line, frozen(mlp({50}, activation::sin))).evidence().alarm);
    CHECK(solve(open, line, mlp({20}), points(100)).evidence().alarm);
    CHECK_FALSE(solve(closed, line, chebyshev{6}).evidence().alarm);
    CHECK_FALSE(solve(closed, line, chebyshev{20}).evidence().alarm);
    CHECK_FALSE(solve(closed, line, frozen(mlp({50}, activation::sin))).evidence().alarm);
    CHECK_FALSE(solve(closed, line, mlp({20}), points(100)).evidence().alarm);
}

TEST_CASE("Data of conditions that the points of a space miss are seen") {
    auto const carried =
        problem(dt(w) + d(w, y) == 0, on(periodic(y), w), on(t == 0, w == 1 + exp(-pow<2>((y - 0.5) / k))));
    CHECK_THROWS_WITH(solve(carried, line, during{0, 0.1}, k = 0.001), Contains("of its conditions"));
}

TEST_CASE("So are narrow slopes in conditions, and slopes that corners make unbounded are no such thing") {
    constexpr auto heated = [](auto flux) {
        return problem(lap(v) == 0, on(x[1] == 1, dot(normal, grad(v)) == flux),
                       on(x[0] == 0 || x[0] == 1 || x[1] == 0, v == 0));
    };
    auto const pulse = x[0] * (1 - x[0]) + exp(-pow<2>((x[0] - 0.4321) / k));
    CHECK(solve(heated(pulse), square, k = 0.0003, chebyshev{20}).evidence().alarm);
    CHECK_FALSE(solve(heated(x[0] * (1 - x[0])), square, chebyshev{20}).evidence().alarm);
}

TEST_CASE("What is refused can be looked at") {
    auto const hill = problem(-lap(u) == k * k * sin(k * y), on(boundary, u == sin(k * y)));
    try {
        (void)solve(hill, line, k = 100.0, chebyshev{8});
        FAIL("it was not refused");
    } catch (no_solution const& why) {
        CHECK_THAT(why.what(), Contains("is no solution"));
        REQUIRE(why.best());
        CHECK(why.best()->evidence().alarm);
        CHECK(why.best()->evidence().left.of_equations > 0.3);
        CHECK(why.best()->unknowns(std::vector{0.5}).size() == 1);
    }
    CHECK_FALSE(solve(hill, line, k = 1.0, chebyshev{8}).evidence().alarm);
}
