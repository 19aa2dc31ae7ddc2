#include <algorithm>
#include <cmath>

#include "catch.hpp"

using namespace lamina;
using Catch::Matchers::Contains;

namespace {

constexpr auto x = position<1>;
constexpr auto t = time_axis;
constexpr auto u = unknown<"u">(x);
constexpr auto v = unknown<"v">(x, t);
auto const line = interval(-1, 1);
constexpr auto layer = tanh(6 * x);
constexpr auto smooth = problem(manufacture(-lap(u) + u == 0, u, layer), on(boundary, u == layer));
constexpr auto wave = exp(-t) * sin(3 * pi * x);
constexpr auto decay = problem(manufacture(dt(v) - 0.1 * lap(v) == 0, v, wave), on(boundary, v == 0),
                               on(t == 0, v == sin(3 * pi * x)));

}  // namespace

TEST_CASE("The search for a space ends where the accuracy that is asked for is reached", "[train]") {
    auto const coarse = solve(smooth, line, accuracy{1e-3}), fine = solve(smooth, line);
    CHECK(coarse.theta().size() < fine.theta().size() / 2);
    CHECK(coarse.evidence().difference <= 1e-3);
    CHECK(coarse.evidence().difference > 1e-8);
    CHECK_FALSE(coarse.evidence().alarm);
    CHECK(error(coarse, layer, maximum) < 1e-3);
    CHECK(error(fine, layer, maximum) < 1e-9);
    auto const as_near_as_it_comes = solve(smooth, line, accuracy{});
    CHECK(std::ranges::equal(as_near_as_it_comes.theta(), fine.theta()));
}

TEST_CASE("So do the passages through time", "[train]") {
    auto const coarse = solve(decay, line, during{0, 1}, accuracy{1e-3}),
               named = solve(decay, line, during{0, 1}, accuracy{1e-3}, time_slabs{.functions = 400});
    CHECK(error(coarse, wave, maximum) < 1e-3);
    CHECK(error(named, wave, maximum) < 1e-3);
    CHECK_FALSE(named.evidence().alarm);
}

TEST_CASE("Where it is not reached the alarm rings", "[train]") {
    constexpr auto kinked = abs(x - 0.37) * pow<2>(x - 0.37);  // its third derivative jumps
    constexpr auto bent = problem(-lap(u) == -6 * abs(x - 0.37), on(boundary, u == kinked));
    auto const usual = solve(bent, line), exacting = solve(bent, line, accuracy{1e-12});
    CHECK_FALSE(usual.evidence().alarm);
    CHECK(exacting.evidence().difference > 1e-12);
    CHECK(exacting.evidence().alarm);
}

TEST_CASE("An accuracy that cannot be meant is refused") {
    CHECK_THROWS_WITH(solve(smooth, line, accuracy{0.1}),
                      Contains("accuracy{0.1}: expected more than 0 and at most 0.001"));
    CHECK_THROWS_WITH(solve(smooth, line, accuracy{-1e-4}), Contains("accuracy{-0.0001}"));
    CHECK_THROWS_WITH(solve(smooth, line, accuracy{NAN}), Contains("accuracy{nan}"));
    CHECK_THROWS_WITH(solve(smooth, line, accuracy{1e-4}, accuracy{1e-4}), Contains("accuracy"));
    CHECK_THROWS_WITH(solve(smooth, line, chebyshev{20}, accuracy{1e-4}),
                      Contains("accuracy is given, but only solve"));
    CHECK_THROWS_WITH(collocate(smooth, line, chebyshev{20}, accuracy{1e-4}), Contains("accuracy is given"));
}
