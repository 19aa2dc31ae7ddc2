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

std::vector<double> interior(box const& domain, std::size_t n) {
    return interior_points(domain, points(n));
}

}  // namespace

TEST_CASE("the heat equation in three dimensions and time agrees with the oracle", "[kernel]") {
    constexpr auto D = parameter<"D">;
    constexpr auto heat = problem(dt(w) - D * lap(w) == P[0_c] * t, on(boundary, w == P[1_c]), on(t == 0, w == P[2_c]));
    box const cube({0, 0, 0}, {1, 1, 2}), all({0, 0, 0, 0}, {1, 1, 2, 0.5});
    oracle::network const net{{4, 5, 4, 1}, true};
    auto model = collocate(heat, cube, mlp({5, 4}), during{0, 0.5}, points(9), side_points{2}, D = 0.3, lambda{2, 5});
    oracle::check(
        model, glorot(model.layout(), 3),
        {at_points("w", net, interior(all, 9),
                   [](auto const& u, auto const& x) {
                       return u(0, 3) - 0.3 * (u(0, 0, 0) + u(0, 1, 1) + u(0, 2, 2)) - x[0] * x[3];
                   }),
         at_points("b", net, boundary_points(all, {2}, 3), [](auto const& u, auto const& x) { return u(0) - x[1]; }),
         at_points("b2", net, plane_points(all, 3, 0, {2}), [](auto const& u, auto const& x) { return u(0) - x[2]; })});
}

TEST_CASE("the wave equation with an initial velocity agrees with the oracle", "[kernel]") {
    constexpr auto c = parameter<"c">;
    constexpr auto wave = problem(dtt(u) - c * c * lap(u) == 0, on(boundary, u == 0), on(t == 0, u == sin(x)),
                                  on(t == 0, dt(u) == cos(x)));
    box const all({-1, 0}, {1, 0.5});
    oracle::network const net{{2, 6, 5, 1}, true};
    auto model = collocate(wave, interval(-1, 1), mlp({6, 5}), during{0, 0.5}, points(9), side_points{3}, c = 1.5,
                           lambda{2, 5, 0.5});
    auto const start = plane_points(all, 1, 0, {3});
    oracle::check(model, glorot(model.layout(), 3),
                  {at_points("u", net, interior(all, 9),
                             [](auto const& u, auto const&) { return u(0, 1, 1) - 2.25 * u(0, 0, 0); }),
                   at_points("b", net, boundary_points(all, {3}, 1), [](auto const& u, auto const&) { return u(0); }),
                   at_points("b2", net, start, [](auto const& u, auto const& x) { return u(0) - std::sin(x[0]); }),
                   at_points("b3", net, start, [](auto const& u, auto const& x) { return u(0, 1) - std::cos(x[0]); })});
}

TEST_CASE("the Klein-Gordon equation agrees with the oracle", "[kernel]") {
    constexpr auto alpha = parameter<"alpha">;
    constexpr auto beta = parameter<"beta">;
    constexpr auto gamma_ = parameter<"gamma">;
    constexpr auto klein_gordon = problem(dtt(u) + alpha * lap(u) + beta * u + gamma_ * pow<3>(u) == x * cos(t),
                                          on(t == 0, u == x), on(t == 0, dt(u) == 0));
    box const all({-1, 0}, {1, 2});
    oracle::network const net{{2, 7, 1}, true};
    auto model = collocate(klein_gordon, interval(-1, 1), mlp({7}), during{0, 2}, points(8), side_points{3}, alpha = -1,
                           beta = 0.5, gamma_ = 2);
    auto const start = plane_points(all, 1, 0, {3});
    oracle::check(model, glorot(model.layout(), 4),
                  {at_points("u", net, interior(all, 8),
                             [](auto const& u, auto const& x) {
                                 auto const value = u(0);
                                 return u(0, 1, 1) - u(0, 0, 0) + 0.5 * value + 2.0 * value * value * value -
                                        x[0] * std::cos(x[1]);
                             }),
                   at_points("b", net, start, [](auto const& u, auto const& x) { return u(0) - x[0]; }),
                   at_points("b2", net, start, [](auto const& u, auto const&) { return u(0, 1); })});
}

TEST_CASE("the Burgers equation agrees with the oracle", "[kernel]") {
    constexpr auto nu = parameter<"nu">;
    constexpr auto burgers = problem(dt(u) + u * d(u, x) - nu * lap(u) == 0, on(t == 0, u == -sin(pi * x)));
    box const all({-1, 0}, {1, 1});
    oracle::network const net{{2, 6, 4, 1}, true};
    auto model = collocate(burgers, interval(-1, 1), mlp({6, 4}), during{0, 1}, points(8), side_points{4}, nu = 0.02);
    oracle::check(model, glorot(model.layout(), 5),
                  {at_points("u", net, interior(all, 8),
                             [](auto const& u, auto const&) { return u(0, 1) + u(0) * u(0, 0) - 0.02 * u(0, 0, 0); }),
                   at_points("b", net, plane_points(all, 1, 0, {4}),
                             [](auto const& u, auto const& x) { return u(0) + std::sin(pi * x[0]); })});
}

TEST_CASE("the Allen-Cahn equation with periodic ends agrees with the oracle", "[kernel]") {
    constexpr auto allen_cahn = problem(dt(u) - 0.001 * lap(u) + 5 * (pow<3>(u) - u) == 0, on(periodic, u),
                                        on(t == 0, u == x * x * cos(pi * x)));
    box const all({-1, 0}, {1, 1});
    oracle::network const net{{2, 6, 5, 1}, true};
    auto model = collocate(allen_cahn, interval(-1, 1), mlp({6, 5}), during{0, 1}, points(9), side_points{3});
    auto const ends = face_pairs(all, 0, {3});
    oracle::check(model, glorot(model.layout(), 6),
                  {at_points("u", net, interior(all, 9),
                             [](auto const& u, auto const&) {
                                 auto const value = u(0);
                                 return u(0, 1) - 0.001 * u(0, 0, 0) + 5.0 * (value * value * value - value);
                             }),
                   across("b[0]", net, ends, [](auto const& u) { return u(0); }),
                   across("b[1]", net, ends, [](auto const& u) { return u(0, 0); }),
                   at_points("b2", net, plane_points(all, 1, 0, {3}),
                             [](auto const& u, auto const& x) { return u(0) - x[0] * x[0] * std::cos(pi * x[0]); })});
}

TEST_CASE("a reaction-diffusion equation with a fast reaction agrees with the oracle", "[kernel]") {
    constexpr auto X = position<2>;
    constexpr auto v = unknown<"v">(X, t);
    constexpr auto eps = parameter<"eps">;
    constexpr auto r = coefficient<"r">([](auto y) { return cos(y[0]) * sin(2 * y[1]); });
    constexpr auto reaction =
        problem(dt(v) - 0.4 * lap(v) + (1 / eps) * r(X / eps) * v == exp(-t), on(boundary, v == 0));
    box const square({0, 0}, {1, 1}), all({0, 0, 0}, {1, 1, 2});
    oracle::network const net{{3, 6, 1}, false};
    auto model =
        collocate(reaction, square, mlp({6}, activation::sin), during{0, 2}, points(10), side_points{2}, eps = 0.2);
    oracle::check(model, glorot(model.layout(), 7),
                  {at_points("v", net, interior(all, 10),
                             [](auto const& v, auto const& x) {
                                 return v(0, 2) - 0.4 * (v(0, 0, 0) + v(0, 1, 1)) +
                                        5 * std::cos(5 * x[0]) * std::sin(10 * x[1]) * v(0) - std::exp(-x[2]);
                             }),
                   at_points("b", net, boundary_points(all, {2}, 2), [](auto const& v, auto const&) { return v(0); })});
}
