#include "catch.hpp"

#include <cmath>
#include <numbers>
#include <string>
#include <vector>

#include <lamina.hpp>

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
std::vector<std::string> told(Problem const& problem, box const& domain,
                              std::vector<measurements> const& measured = {}) {
    return contradictions_of(problem, domain, {}, measured);
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
    CHECK(told(problem(lap(w) == 0, on(boundary, w == 1), on(measured<"m">, w)), interval(0, 1),
               {measurements{"m", {0, 0.5}, {1.1, 2}}})
              .empty());  // data have noise
}

TEST_CASE("a source that no periodic function or flux balances is told, with the mean that is left", "[kernel]") {
    box const line = interval(0, 2 * std::numbers::pi);
    auto const left = [](auto const& problem, box const& domain) { return unbalanced_mean(problem, domain, {}, {}); };
    CHECK(left(problem(-lap(w) == cos(s) + 1, on(periodic, w)), line) == Approx(-1));
    CHECK(left(problem(-lap(w) == cos(s), on(periodic, w), mean(w) == 0), line) == 0);
    CHECK(left(problem(-lap(w) + w == cos(s) + 1, on(periodic, w)), line) == 0);
    CHECK(left(problem(-div((2 + sin(s)) * grad(w)) == cos(s) - 0.5, on(periodic, w)), line) == Approx(0.5));
    CHECK(left(problem(-lap(w) == where(s < 2, 1, -2), on(periodic, w)), line) == 0);  // not known to 1e-3
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
