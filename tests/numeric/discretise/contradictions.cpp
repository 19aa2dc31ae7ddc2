#include "catch.hpp"

#include <cmath>
#include <numbers>
#include <string>
#include <vector>

#include <lamina.hpp>
#include <lamina/sample/contradictions.hpp>

// What cannot be had together is told: two values for one point, a source that nothing balances.

using namespace lamina;
using Catch::Contains;

namespace {

constexpr auto x = position<2>;
constexpr auto z = position<3>;
constexpr auto s = position<1>;
constexpr auto t = time_axis;
constexpr auto u = unknown<"u">(x);
constexpr auto w = unknown<"w">(s);
constexpr auto q = unknown<"q">(s, t);
constexpr auto p = unknown<"p">(z);
constexpr auto v = unknown<"v", 2>(x);

box const square({0, 0}, {1, 1});
box const cube({0, 0, 0}, {1, 1, 1});

/// `domain`: with time as its last side
template <class Problem>
std::vector<std::string> told(Problem const& problem, box const& domain) {
    return contradictions_of(lowered_problem_of(problem), domain, {});
}

/// The mean of the first residual that no solution changes; 0 where there is none
template <class Problem>
double left(Problem const& problem, box const& domain) {
    auto const all = unbalanced_equations(lowered_problem_of(problem), domain, {});
    return all.empty() ? 0 : all.front().mean.value;
}

constexpr auto lid = problem(lap(u) == 0, on(x[1] == 1, u == 1), on(x[0] == 0 || x[0] == 1, u == 0));

}  // namespace

TEST_CASE("a corner with two values is told with both, and by explain", "[kernel]") {
    auto const sentences = told(lid, square);
    REQUIRE(sentences.size() == 1);
    CHECK(sentences[0] == "b asks for u = 1 and b2 for u = 0 at x = (0, 1)");
    CHECK(collocate(lid, square, mlp({2}), points(3), side_points{.count = 8, .clustered = true}).contradictions() ==
          sentences);
    auto const e = explain(lid, square, mlp({2}), initialize_options{}, points(3));
    CHECK(e.contradictions == sentences);
    CHECK_THAT(to_text(e), Contains("contradicts  b asks for u = 1 and b2 for u = 0 at x = (0, 1).\n"));
    CHECK(
        told(problem(lap(u) == 0, on(x[1] == 1, u == sin(pi * x[0])), on(boundary, u == sin(pi * x[0]) * x[1])), square)
            .empty());
    CHECK(told(problem(lap(u) == 0, on(boundary, u == normal[0])), square).size() == 1);
}

TEST_CASE("initial and boundary values that do not meet are told", "[kernel]") {
    auto const jump = problem(dt(q) - lap(q) == 0, on(boundary, q == 0), on(t == 0, q == 20 * cos(pi * s)));
    CHECK(told(jump, box({0, 0}, {1, 2})) ==
          std::vector<std::string>{"b asks for q = 0 and b2 for q = 20 at x = 0, t = 0"});
    auto const meets = problem(dt(q) - lap(q) == 0, on(boundary, q == 0), on(t == 0, q == 20 * sin(pi * s)));
    CHECK(told(meets, box({0, 0}, {1, 2})).empty());
    auto const late =
        problem(dt(q) - lap(q) == 0, on(s == 0, q == 3 * t), on(s == 1, q == 0), on(t == 0, q == 1e-3 * s));
    CHECK(told(late, box({0, 0}, {1, 2})).size() == 1);
}

TEST_CASE("edges of a box, slopes, components and one point in one dimension are looked at", "[kernel]") {
    auto const edges =
        problem(lap(p) == 0, on(z[0_c] == 0, p == z[1_c]), on(z[1_c] == 1, p == 1 + z[2_c] * (1 - z[2_c])));
    CHECK(told(edges, cube) == std::vector<std::string>{"b asks for p = 1 and b2 for p = 1.1875 at x = (0, 1, 0.25)"});
    CHECK(told(problem(lap(w) == 0, on(boundary, w == 0), on(s == 0, 2 * w == 1)), interval(0, 1)) ==
          std::vector<std::string>{"b asks for w = 0 and b2 for w = 0.5 at x = 0"});
    CHECK(told(problem(lap(w) == 0, on(s == 0, w == 0), on(s == 0, d(w, s) == 1), on(s == 0, 3 * d(w, s) == 2)),
               interval(0, 1)) ==
          std::vector<std::string>{"b2 asks for d(w, x) = 1 and b3 for d(w, x) = 0.666667 at x = 0"});
    CHECK(told(problem(lap(v) == vector(0, 0), on(boundary, v == vector(x[0], 0)), on(x[1] == 1, v[1] == 1)), square) ==
          std::vector<std::string>{"b asks for v[1] = 0 and b2 for v[1] = 1 at x = (0, 1)"});
    CHECK(told(problem(lap(w) == 0, on(s == 0, w == 1), on(s == 0, w + d(w, s) == 1)), interval(0, 1)).empty());
    CHECK(told(problem(lap(w) == 0, on(s == 0, w + d(w, s) == 1), on(s == 0, 2 * w + 2 * d(w, s) == 1)), interval(0, 1))
              .size() == 1);
    CHECK(
        told(problem(lap(w) == 0, on(s == 0, w == 1), on(s == 0, w * w == 2)), interval(0, 1)).empty());  // not linear
    CHECK(told(problem(lap(w) == 0, on(boundary, w == 1), on(measured<"m">, w)), interval(0, 1))
              .empty());  // data have noise
}

TEST_CASE("a source that no periodic function or flux balances is told, with the mean that is left", "[kernel]") {
    box const line = interval(0, 2 * std::numbers::pi);
    CHECK(left(problem(-lap(w) == cos(s) + 1, on(periodic, w)), line) == Approx(-1));
    CHECK(left(problem(-lap(w) == cos(s), on(periodic, w), mean(w) == 0), line) == 0);
    CHECK(left(problem(-lap(w) + w == cos(s) + 1, on(periodic, w)), line) == 0);
    CHECK(left(problem(-div((2 + sin(s)) * grad(w)) == cos(s) - 0.5, on(periodic, w)), line) == Approx(0.5));
    CHECK(left(problem(-lap(w) == where(s < 2, 1, -2), on(periodic, w)), line) == Approx(2 - 3 / pi).epsilon(1e-2));
    CHECK(left(problem(-lap(u) == sin(2 * pi * x[0]) + 3, on(periodic, u)), square) == Approx(-3));

    // dw/dn = 2 s n on (0, 1): -2 = integral of the source
    auto const neumann = [](auto source) {
        return problem(-lap(w) == source, on(boundary, dot(normal, grad(w)) == 2 * s * normal[0]));
    };
    CHECK(left(neumann(-2), interval(0, 1)) == 0);
    CHECK(left(neumann(-1), interval(0, 1)) == Approx(-1));
    CHECK(left(problem(-lap(w) == -2, on(s == 0, d(w, s) == 0), on(s == 1, d(w, s) == 2)), interval(0, 1)) == 0);
    CHECK(left(problem(-lap(w) == 0, on(s == 0, d(w, s) == 0), on(s == 1, d(w, s) == 2)), interval(0, 1)) ==
          Approx(-2));
    CHECK(left(problem(-lap(w) == 1, on(s == 0, w == 0), on(s == 1, d(w, s) == 2)), interval(0, 1)) == 0);
    CHECK(left(problem(-lap(w) == 1, on(s == 0, d(w, s) == 2)), interval(0, 1)) == 0);
    auto const plane = [](auto source) {
        return problem(-div((1 + x[0]) * grad(u)) == source, on(boundary, (1 + x[0]) * dot(normal, grad(u)) == 0));
    };
    auto const closed = [](auto source) {
        return problem(-div((1 + x[0] * x[1]) * grad(u)) == source, on(boundary, dot(normal, grad(u)) == 0));
    };
    CHECK(left(closed(1 - 2 * x[1]), square) == 0);
    CHECK(left(closed(1 - x[1]), square) == Approx(-0.5));
    CHECK(left(problem(-1e-12 * lap(w) + 1e-12 * w == 1, on(periodic, w)), line) == 0);
    CHECK(left(plane(1 - 2 * x[1]), square) == 0);
    CHECK(left(plane(1 - x[1]), square) == Approx(-0.5));

    auto const sentences = told(problem(-lap(w) == cos(s) + 1, on(periodic, w)), line);
    REQUIRE(sentences.size() == 1);
    CHECK_THAT(sentences[0], Contains("no w solves its equation") && Contains("is -1 for every w, expected 0"));
}

TEST_CASE("values on sides that a periodic condition makes equal are told with both places", "[kernel]") {
    CHECK(told(problem(-lap(u) == 0, on(periodic(x[0]), u), on(x[1] == 0 || x[1] == 1, u == x[0])), square) ==
          std::vector<std::string>{
              "b2 asks for u = 0 at x = (0, 0) and again for u = 1 at x = (1, 0), where b makes them equal"});
    CHECK(
        told(problem(-lap(w) == 0, on(periodic(s), w), on(boundary, w == s)), interval(0, 2)) ==
        std::vector<std::string>{"b2 asks for w = 0 at x = 0 and again for w = 2 at x = 2, where b makes them equal"});
    CHECK(
        told(problem(-lap(w) == 0, on(periodic, w), on(boundary, dot(normal, grad(w)) == 1)), interval(0, 2)).front() ==
        "b2 asks for d(w, x) = -1 at x = 0 and again for d(w, x) = 1 at x = 2, where b makes them equal");
    CHECK(told(problem(dt(q) - lap(q) == 0, on(periodic, q), on(t == 0, q == s)), box({0, 0}, {1, 2})) ==
          std::vector<std::string>{
              "b2 asks for q = 0 at x = 0, t = 0 and again for q = 1 at x = 1, t = 0, where b makes them equal"});
    CHECK(told(problem(-lap(v) == vector(0, 0), on(periodic(x[1]), v), on(x[0] == 0, v == vector(0, x[1]))), square)
              .size() == 1);
    auto const both = told(problem(-lap(u) == 0, on(periodic(x[0]), u), on(boundary, u == 0)), square);
    REQUIRE(both.size() == 1);
    CHECK(both[0] ==
          "b2 asks for u = 0 on sides that b makes periodic, at x = (0, 0.25): more than u can meet; name "
          "the other sides alone, as in on(x[1] == 0, ...)");
}

TEST_CASE("a velocity at the start is that of the values on the sides, and moving values meet the first", "[kernel]") {
    box const domain({0, 0}, {1, 2});
    auto const string = [](auto side, auto value, auto velocity) {
        return problem(dtt(q) - lap(q) == 0, on(boundary, q == side), on(t == 0, q == value),
                       on(t == 0, dt(q) == velocity));
    };
    CHECK(told(string(0 * s, 0 * s, 1 + 0 * s), domain) ==
          std::vector<std::string>{"b asks for dt(q) = 0 and b3 for dt(q) = 1 at x = 0, t = 0"});
    CHECK(told(string(sin(t), 0 * s, 2 + 0 * s), domain) ==
          std::vector<std::string>{"b asks for dt(q) = 1 and b3 for dt(q) = 2 at x = 0, t = 0"});
    CHECK(told(string(sin(t), 0 * s, 1 + 0 * s), domain).empty());
    CHECK(told(string(cos(t), 0 * s, 0 * s), domain) ==
          std::vector<std::string>{"b asks for q = 1 and b2 for q = 0 at x = 0, t = 0"});
    CHECK(told(problem(dtt(q) - lap(q) == 0, on(boundary, dot(normal, grad(q)) == 0), on(t == 0, q == s),
                       on(t == 0, dt(q) == 1)),
               domain)
              .empty());
    // what has no value or no slope at the corner is left out there, and the other corner is looked at
    CHECK(told(string(sqrt(t), 0 * s, 0 * s), domain).empty());
    CHECK(told(problem(lap(u) == 0, on(x[1] == 0, u == log(x[0])), on(x[0] == 1, u == 1)), square).size() == 1);
}

TEST_CASE("fluxes are balanced in three dimensions and in systems, by values where the equation is of first order",
          "[kernel]") {
    auto const drum = [](auto source, auto flux) {
        return problem(-lap(p) == source, on(boundary, dot(normal, grad(p)) == flux));
    };
    CHECK(left(drum(1, 0), cube) == Approx(-1));
    CHECK(left(drum(-6, 1), cube) == 0);
    CHECK(left(drum(-6, normal[0] * z[0_c]), cube) == Approx(5));
    CHECK(left(problem(-lap(p) == 1, on(periodic(z[0_c], z[1_c]), p), on(z[2_c] == 0, d(p, z[2_c]) == 1),
                       on(z[2_c] == 1, d(p, z[2_c]) == 0)),
               cube) == 0);
    CHECK(left(problem(-lap(p) == 2, on(periodic(z[0_c], z[1_c]), p), on(z[2_c] == 0, d(p, z[2_c]) == 1),
                       on(z[2_c] == 1, d(p, z[2_c]) == 0)),
               cube) == Approx(-1));
    // elasticity with tractions: each component
    constexpr auto stress = contract(isotropic<2>(1, 1), sym(grad(v)));
    auto const pulled = [&](auto force) {
        return problem(-div(stress) == force, on(boundary, stress * normal == vector(normal[0], 0)));
    };
    CHECK(told(pulled(vector(0, x[0] - 0.5)), square).empty());
    auto const sentences = told(pulled(vector(0, 1)), square);
    REQUIRE(sentences.size() == 1);
    CHECK_THAT(sentences[0], Contains("no v solves v[1]") && Contains("is -1 for every v, expected 0"));
    // a flow that comes in and does not go out
    constexpr auto pressure = unknown<"p">(x);
    auto const flow = [&](auto in, auto out) {
        return problem(-lap(v) + grad(pressure) == vector(0, 0), div(v) == 0, on(x[0] == 0, v == vector(in, 0)),
                       on(x[0] == 1, v == vector(out, 0)), on(x[1] == 0 || x[1] == 1, v == vector(0, 0)));
    };
    auto const bump = x[1] * (1 - x[1]);
    CHECK(told(flow(bump, 6 * bump * bump * 5), square).size() == 1);
    CHECK(told(flow(bump, 5 * bump * bump), square).empty());
    CHECK_THAT(told(flow(bump, 0 * bump), square)[0], Contains("no v, p solves r2") && Contains("is -0.166667"));
    CHECK(told(problem(-lap(v) + grad(pressure) == vector(sin(2 * pi * x[1]), 1), div(v) == 0, on(periodic, v),
                       on(periodic, pressure)),
               square)
              .size() == 1);
    // periodic along one axis: what the other sides let through counts
    auto const channel = [](auto flux) {
        return problem(-lap(u) == cos(2 * pi * x[0]), on(periodic(x[0]), u), on(x[1] == 0, d(u, x[1]) == 0),
                       on(x[1] == 1, d(u, x[1]) == flux));
    };
    CHECK(left(channel(0 * x[0]), square) == 0);
    CHECK(left(channel(1 + 0 * x[0]), square) == Approx(-1));
    CHECK(left(problem(-lap(u) == 1, on(periodic(x[0]), u), on(x[1] == 0 || x[1] == 1, u == 0)), square) == 0);
    CHECK(left(problem(-lap(u) == 1, on(periodic(x[0]), u), on(x[1] == 0, u == 0)), square) == 0);
}

TEST_CASE("sources that jump or oscillate are balanced as far as quadratures agree", "[kernel]") {
    auto const ring = [](auto source) { return problem(-lap(w) == source, on(periodic, w)); };
    CHECK(left(ring(where(s < 1, 2, -1)), interval(0, 3)) == 0);
    CHECK(left(ring(where(s < 1, 0, 1)), interval(0, 3)) == Approx(-2.0 / 3).epsilon(1e-2));
    CHECK(left(ring(where(sin(20 * s) > 0, 1, -1)), interval(0, pi)) == 0);
    CHECK(left(ring(cos(2 * pi * 512 * s)), interval(0, 1)) == 0);
    CHECK(left(ring(cos(2 * pi * 1024 * s)), interval(0, 1)) == 0);
    CHECK(left(problem(-lap(u) == where(x[0] + x[1] < 1, 1, -1), on(periodic, u)), square) == 0);
    CHECK(left(problem(-lap(u) == where(x[0] + x[1] < 0.5, 1, 0), on(boundary, dot(normal, grad(u)) == 0)), square) ==
          Approx(-0.125).epsilon(3e-2));
    // an operator that conserves nothing, with waves that lower ones do not see
    CHECK(left(problem(-(2 + cos(14 * pi * s)) * lap(w) == (2 + cos(14 * pi * s)) * cos(14 * pi * s), on(periodic, w)),
               interval(0, 1)) == 0);
    CHECK(left(problem(-lap(w) == 1, on(s == 0, d(w, s) == 0)), interval(0, 1)) == 0);  // one side is free
}

TEST_CASE("a ring by its map is balanced by what its two circles let through", "[kernel]") {
    auto const ring = [](auto outer) {
        return told(pull_back(problem(-lap(u) == 0, on(periodic(x[1]), u), on(x[0] == 0, dot(normal, grad(u)) == -2),
                                      on(x[0] == 1, dot(normal, grad(u)) == outer)),
                              vector((1 + x[0]) * cos(x[1]), (1 + x[0]) * sin(x[1]))),
                    box({0, 0}, {1, 2 * pi}));
    };
    CHECK(ring(1).empty());
    CHECK(ring(2).size() == 1);
}

TEST_CASE("equations of a system that ask one unknown for two things are told", "[kernel]") {
    auto const two = told(problem(-lap(u) == 1, -2 * lap(u) == 3, on(boundary, u == 0)), square);
    REQUIRE(two.size() == 1);
    CHECK_THAT(two[0], Contains("r1 asks for") && Contains("= 1 and r2 for") && Contains("= 3 at x = ("));
    CHECK(told(problem(-lap(u) == x[0], -2 * lap(u) == 2 * x[0], on(boundary, u == 0)), square).empty());
    CHECK(told(problem(div(v) == 0, div(v) == x[0], rot(v) == 0, on(boundary, dot(normal, v) == 0)), square).size() >=
          1);
}

TEST_CASE("problems that have a solution draw no word", "[kernel]") {
    auto const right = [](auto const& problem, box const& domain) {
        auto const all = told(problem, domain);
        CHECK(all == std::vector<std::string>{});
    };
    box const line = interval(0, 1), line_in_time({0, 0}, {1, 2}), square_in_time({0, 0, 0}, {1, 1, 2});
    constexpr auto pressure = unknown<"p">(x);
    constexpr auto wave = sin(2 * pi * x[0]) * exp(x[1]);
    constexpr auto flux = dot(normal, grad(u));
    right(problem(-lap(u) == 1, on(boundary, u == 0)), square);
    right(problem(manufacture(-lap(u) == 0, u, wave), on(periodic(x[0]), u), on(x[1] == 0, u == wave),
                  on(x[1] == 1, flux == dot(normal, grad(wave)))),
          square);
    right(problem(manufacture(-lap(u) == 0, u, wave), on(periodic(x[0]), u),
                  on(x[1] == 0 || x[1] == 1, flux == dot(normal, grad(wave)))),
          square);
    right(problem(manufacture(-div((2 + sin(x[0] * x[1])) * grad(u)) == 0, u, wave),
                  on(boundary, flux == dot(normal, grad(wave)))),
          square);
    right(problem(-lap(u) == 1, on(boundary, flux + u == 0)), square);
    right(problem(-lap(u) - 3 * u == 1, on(boundary, flux == 0)), square);
    right(problem(-lap(u) + pow<3>(u) == 1, on(boundary, flux == 0)), square);
    right(problem(lap(lap(u)) == 1, on(boundary, u == 0), on(boundary, lap(u) == 0)), square);
    right(problem(-lap(w) + (1 + sin(2 * pi * s)) * d(w, s) + 2 * pi * cos(2 * pi * s) * w == sin(2 * pi * s),
                  on(periodic, w)),
          line);
    right(problem(-lap(w) == cos(2 * pi * s), on(periodic(s), w), on(s == 0, w == 0)), line);
    right(problem(-d(d(w, s) - w * sin(s), s) == 0, on(boundary, d(w, s) - w * sin(s) == 0), mean(w) == 1), line);
    right(problem(grad(u) == v, -div(v) == sin(2 * pi * x[0]), on(boundary, dot(normal, v) == 0)), square);
    right(problem(div(v) == 0, d(v[1], x[0]) - d(v[0], x[1]) == 1, on(boundary, dot(normal, v) == 0)), square);
    right(problem(-lap(v) + grad(pressure) == vector(1, 0), div(v) == 0, on(periodic(x[0]), v),
                  on(periodic(x[0]), pressure), on(x[1] == 0 || x[1] == 1, v == vector(0, 0))),
          square);
    right(problem(dt(q) - lap(q) == 1, on(boundary, dot(normal, grad(q)) == 0), on(t == 0, q == s)), line_in_time);
    right(problem(dt(q) - lap(q) == 1, on(periodic, q), on(t == 0, q == sin(2 * pi * s))), line_in_time);
    right(problem(dt(q) + d(q, s) == 0, on(s == 0, q == -sin(t)), on(t == 0, q == sin(s))), line_in_time);
    right(problem(dtt(q) - lap(q) == 0, on(boundary, q == sin(s - t)), on(t == 0, q == sin(s)),
                  on(t == 0, dt(q) == -cos(s))),
          line_in_time);
    right(problem(dtt(q) - lap(q) == 0, on(periodic, q), on(t == 0, q == sin(2 * pi * s)),
                  on(t == 0, dt(q) == cos(2 * pi * s))),
          line_in_time);
    constexpr auto c = unknown<"c">(x, t);
    right(problem(dt(c) - lap(c) == 0, on(periodic(x[0]), c), on(x[1] == 0 || x[1] == 1, c == 0),
                  on(t == 0, c == sin(2 * pi * x[0] + 1) * sin(pi * x[1]))),
          square_in_time);
}

TEST_CASE("training, solve and fits carry what contradicts", "[kernel]") {
    auto model = collocate(lid, square, mlp({2}), points(3));
    auto const sentences = told(lid, square);
    CHECK(train(model.system(), glorot(model.layout(), 1), adam{}, {.iterations = 1}).contradictions == sentences);
    CHECK(train(model.system(), glorot(model.layout(), 1), levenberg_marquardt{}, {.iterations = 1}).contradictions ==
          sentences);
    auto polynomials = collocate(lid, square, chebyshev{2}, points(12));
    CHECK(solve(polynomials.system()).contradictions == sentences);
}
