#include "catch.hpp"

#include <cmath>
#include <complex>
#include <vector>

#include <lamina.hpp>

#include "system_oracle.hpp"

// Equations in time, through the whole generated path, against the independent oracle.

using namespace lamina;

namespace {

constexpr auto x = position<1>;
constexpr auto P = position<3>;
constexpr auto t = time_axis;
constexpr auto u = unknown<"u">(x, t);
constexpr auto w = unknown<"w">(P, t);

std::vector<double> interior(box const& domain, std::size_t n) { return interior_points(domain, points(n)); }

}  // namespace

TEST_CASE("the heat equation in three dimensions and time agrees with the oracle", "[kernel]") {
    constexpr auto D = parameter<"D">;
    constexpr auto heat = problem(dt(w) - D * lap(w) == P[0_c] * t, on(boundary, w == P[1_c]), on(t == 0, w == P[2_c]));
    box const cube({0, 0, 0}, {1, 1, 2}), all({0, 0, 0, 0}, {1, 1, 2, 0.5});
    oracle::network const net{{4, 5, 4, 1}, true};
    auto model = collocate(heat, cube, mlp({5, 4}), during{0, 0.5}, points(9), side_points{2}, D = 0.3, lambda{2, 5});
    oracle::check(model, glorot(model.layout(), 3),
                  {at_points("w", net, interior(all, 9),
                             [](auto const& u, auto const& x) {
                                 return u(0, 3) - 0.3 * (u(0, 0, 0) + u(0, 1, 1) + u(0, 2, 2)) - x[0] * x[3];
                             }),
                   at_points("b", net, boundary_points(all, 2, 3), [](auto const& u, auto const& x) { return u(0) - x[1]; }),
                   at_points("b2", net, plane_points(all, 3, 0, 2), [](auto const& u, auto const& x) { return u(0) - x[2]; })});
}

TEST_CASE("the wave equation with an initial velocity agrees with the oracle", "[kernel]") {
    constexpr auto c = parameter<"c">;
    constexpr auto wave = problem(dtt(u) - c * c * lap(u) == 0, on(boundary, u == 0), on(t == 0, u == sin(x)),
                                  on(t == 0, dt(u) == cos(x)));
    box const all({-1, 0}, {1, 0.5});
    oracle::network const net{{2, 6, 5, 1}, true};
    auto model = collocate(wave, interval(-1, 1), mlp({6, 5}), during{0, 0.5}, points(9), side_points{3}, c = 1.5,
                           lambda{2, 5, 0.5});
    auto const start = plane_points(all, 1, 0, 3);
    oracle::check(model, glorot(model.layout(), 3),
                  {at_points("u", net, interior(all, 9),
                             [](auto const& u, auto const&) { return u(0, 1, 1) - 2.25 * u(0, 0, 0); }),
                   at_points("b", net, boundary_points(all, 3, 1), [](auto const& u, auto const&) { return u(0); }),
                   at_points("b2", net, start, [](auto const& u, auto const& x) { return u(0) - std::sin(x[0]); }),
                   at_points("b3", net, start, [](auto const& u, auto const& x) { return u(0, 1) - std::cos(x[0]); })});
}
