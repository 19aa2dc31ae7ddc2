#include "../catch.hpp"

#include <cmath>
#include <vector>

#include <lamina.hpp>

// What a solution depends on, where it has values, and how large it is there.

using namespace lamina;
using Catch::Contains;

namespace {

constexpr auto s = position<1>;
constexpr auto t = time_axis;
constexpr auto w = unknown<"w">(s);

}  // namespace

TEST_CASE("a solution does not vary along what it does not depend on, in whatever space") {
    auto const hill = problem(-lap(w) == pi * pi * sin(pi * s), on(boundary, w == 0));
    auto const at = std::vector{0.3, 0.6};
    for (auto const& w_h : {solve(hill, interval(0, 1)), solve(hill, interval(0, 1), chebyshev{20}),
                            solve(hill, interval(0, 1), frozen(mlp({40}, activation::sin)))}) {
        for (double const v : w_h(at, dt(w))) CHECK(v == 0);
        CHECK(norm(w_h, l2, dt(w) - lap(w)) == Approx(pi * pi / std::sqrt(2.0)).epsilon(1e-6));
    }
}

TEST_CASE("a steady solution is a start and a source of a problem in time, as a field of space") {
    constexpr auto q = unknown<"q">(s, t);
    constexpr auto given = field<"given">(s);
    auto const w_h = solve(problem(-lap(w) == pi * pi * sin(pi * s), on(boundary, w == 0)), interval(0, 1));
    auto const cooling = problem(dt(q) - lap(q) == 0, on(boundary, q == 0), on(t == 0, q == given));
    auto const cooled = solve(cooling, interval(0, 1), during{0, 0.2}, field_values{"given", w_h});
    CHECK(error(cooled, exp(-pi * pi * t) * sin(pi * s), maximum) < 1e-7);
    auto const heating = problem(dt(q) - lap(q) == given, on(boundary, q == 0), on(t == 0, q == 0));
    auto const heated = solve(heating, interval(0, 1), chebyshev{20}, during{0, 0.4}, field_values{"given", w_h});
    CHECK(error(heated, (1 - exp(-pi * pi * t)) / (pi * pi) * sin(pi * s), maximum) < 1e-7);

    constexpr auto in_time = field<"given">(s, t);
    auto const wrong = problem(dt(q) - lap(q) == in_time, on(boundary, q == 0), on(t == 0, q == 0));
    CHECK_THROWS_WITH(solve(wrong, interval(0, 1), chebyshev{8}, during{0, 1}, field_values{"given", w_h}),
                      Contains("a solution for w of 1 coordinates is given for a field of 2"));
}

TEST_CASE("the maximum norm is that of the function, not of the points it is looked for at") {
    for (std::size_t const d : {1, 2, 3}) {
        box const cube(std::vector(d, 0.0), std::vector(d, 1.0));
        auto const hill = [d](points_view points) {  // whose top no grid has
            auto const at = points.of(d, "hill");
            auto out = xt::xtensor<double, 2>::from_shape({1, at.size() / d});
            for (std::size_t p = 0; p < out.size(); ++p) {
                out(0, p) = 1;
                for (std::size_t i = 0; i < d; ++i) out(0, p) *= std::cos(2 * (at[p * d + i] - 0.4321));
            }
            return out;
        };
        CHECK(norms::largest(cube, hill, 0) == Approx(1).epsilon(1e-7));
    }
}

TEST_CASE("outside of its domain a solution has no value, in whatever space") {
    auto const hill = problem(-lap(w) == 1, on(boundary, w == 0));
    for (auto const& w_h :
         {solve(hill, interval(0, 1)), solve(hill, interval(0, 1), frozen(mlp({40}, activation::sin)))})
        CHECK_THROWS_WITH(w_h(std::vector{0.5, 1.3}),
                          "w at point 1: x is 1.3, outside of the domain of its solution, expected 0 to 1");
    constexpr auto q = unknown<"q">(s, t);
    auto const q_h = solve(problem(dt(q) - lap(q) == 0, on(boundary, q == 0), on(t == 0, q == sin(pi * s))),
                           interval(0, 1), chebyshev{12}, during{0, 0.1});
    CHECK_THROWS_WITH(q_h(std::vector{0.5, 0.2}),
                      "q at point 0: t is 0.2, outside of the domain of its solution, expected 0 to 0.1");
}
