#include "catch.hpp"

#include <cmath>
#include <complex>
#include <utility>
#include <vector>

#include <lamina.hpp>

#include "system_oracle.hpp"

// Conditions of every kind, and trained parameters, against the independent oracle.

using namespace lamina;

namespace {

constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);
box const square({0, 0}, {1, 2});

/// -lap(u) + u^2 - x0 at points, of which every problem here is made
oracle::expected_block reaction(oracle::network const& net, std::size_t n) {
    return at_points("u", net, interior_points(square, points(n)),
                     [](auto const& u, auto const& x) { return -u(0, 0, 0) - u(0, 1, 1) + u(0) * u(0) - x[0]; });
}
constexpr auto equation = -lap(u) + pow<2>(u) == x[0];

}  // namespace

TEST_CASE("Neumann and Robin conditions with the outward normal agree with the oracle", "[kernel]") {
    constexpr auto flux = problem(equation, on(boundary, dot(normal, grad(u)) == x[1]),
                                  on(x[0] == 1, dot(normal, x[1] * grad(u)) + 3 * u == 2),
                                  on(x[1] == 0, dot(grad(u), normal) == normal[1]));
    oracle::network const net{{2, 6, 4, 1}, true};
    auto model = collocate(flux, square, mlp({6, 4}), points(7), side_points{3}, lambda{1, 2, 3});
    auto const edge = boundary_points(square, 3);
    // Three points on each of the sides x0 = 0, x0 = 1, x1 = 0, x1 = 2, in this order.
    oracle::expected_block const all_sides{"b", 12, [&](oracle::parameters const& theta, std::size_t n) {
                                               auto const at = oracle::point(edge, 2, n);
                                               std::size_t const side = n / 3;
                                               REQUIRE(at[side / 2] == (side % 2 == 0 ? 0.0 : side == 1 ? 1.0 : 2.0));
                                               double const sign = side % 2 == 0 ? -1 : 1;
                                               return sign * oracle::derivative(net, theta, at, 0, side < 2 ? 0 : 1) -
                                                      at[1];
                                           }};
    oracle::check(model, glorot(model.layout(), 3),
                  {reaction(net, 7), all_sides,
                   at_points("b2", net, plane_points(square, 0, 1, {3}),
                             [](auto const& u, auto const& x) { return x[1] * u(0, 0) + 3.0 * u(0) - 2.0; }),
                   at_points("b3", net, plane_points(square, 1, 0, {3}),
                             [](auto const& u, auto const&) { return -u(0, 1) + 1.0; })});
}

TEST_CASE("periodic conditions in two dimensions pair values and slopes across both axes", "[kernel]") {
    constexpr auto torus = problem(equation, on(periodic, u), mean(u * u) == 1);
    oracle::network const net{{2, 5, 4, 1}, true};
    auto model = collocate(torus, square, mlp({5, 4}), points(24), side_points{3}, lambda{4, 2});
    auto const across_0 = face_pairs(square, 0, {3}), across_1 = face_pairs(square, 1, {3});
    oracle::check(model, glorot(model.layout(), 4),
                  {reaction(net, 24), across("b[0]", net, across_0, [](auto const& u) { return u(0); }),
                   across("b[1]", net, across_0, [](auto const& u) { return u(0, 0); }),
                   across("b[2]", net, across_1, [](auto const& u) { return u(0); }),
                   across("b[3]", net, across_1, [](auto const& u) { return u(0, 1); }),
                   average("b2", net, quadrature_points(square, points(24), {true, true}),
                           [](auto const& u, auto const&) { return u(0) * u(0) - 1.0; })});
}

TEST_CASE("periodic along one axis pairs its sides alone, with the rule of that axis for means", "[kernel]") {
    constexpr auto channel =
        problem(equation, on(periodic(x[0]), u), on(x[1] == 0 || x[1] == 2, u == x[1]), mean(x[1] * u) == 1);
    oracle::network const net{{2, 5, 4, 1}, true};
    auto model = collocate(channel, square, mlp({5, 4}), grid_points({6, 5}), side_points{3}, lambda{4, 3, 2});
    auto const pairs = face_pairs(square, 0, {3});
    std::vector<double> walls = plane_points(square, 1, 0, {3}), upper = plane_points(square, 1, 2, {3});
    walls.insert(walls.end(), upper.begin(), upper.end());
    oracle::check(
        model, glorot(model.layout(), 4),
        {at_points("u", net, interior_points(square, grid_points({6, 5})),
                   [](auto const& u, auto const& x) { return -u(0, 0, 0) - u(0, 1, 1) + u(0) * u(0) - x[0]; }),
         across("b[0]", net, pairs, [](auto const& u) { return u(0); }),
         across("b[1]", net, pairs, [](auto const& u) { return u(0, 0); }),
         at_points("b2", net, walls, [](auto const& u, auto const& x) { return u(0) - x[1]; }),
         average("b3", net, quadrature_points(square, grid_points({6, 5}), {true, false}),
                 [](auto const& u, auto const& x) { return x[1] * u(0) - 1.0; })});
}

TEST_CASE("oversampled periodic conditions pair values, on the sides and beside them", "[kernel]") {
    constexpr auto torus = problem(equation, on(periodic(x[1]), u));
    oracle::network const net{{2, 5, 4, 1}, true};
    auto const sides = face_pairs(square, 1, {3});
    std::vector<double> beside;
    for (double const side : {0.0, 2.0})
        for (double const moved : {0.1, -0.1, 0.2, -0.2})
            for (std::size_t k = 0; k < 3; ++k) beside.insert(beside.end(), {sides(k, 0), side + moved});
    auto const value = [](auto const& u) { return u(0); };
    auto model = collocate(torus, square, mlp({5, 4}), points(7), side_points{3}, lambda{4}, oversampled{2, 0.1});
    oracle::check(model, glorot(model.layout(), 4),
                  {reaction(net, 7), across("b[0]", net, sides, value), across("b[1]", net, beside, value)});
    auto on_sides = collocate(torus, square, mlp({5, 4}), points(7), side_points{3}, oversampled{0, 0});
    oracle::check(on_sides, glorot(on_sides.layout(), 4), {reaction(net, 7), across("b[0]", net, sides, value)});
}

TEST_CASE("channels, periodic heat, and a ring by its map have the solutions that paper has", "[kernel]") {
    constexpr auto s = position<1>;
    constexpr auto t = time_axis;
    constexpr auto p = unknown<"p">(x);
    constexpr auto c = unknown<"c">(s, t);
    box const unit({0, 0}, {1, 1});
    side_points const sides{.count = 24, .clustered = true};
    auto const error = [](auto&& model, auto const& exact, box const& domain) {
        auto const at = interior_points(domain, points(100));
        auto const found = model.value(solve(model.system()).theta, at), known = tabulate(exact, at);
        double most = 0;
        for (std::size_t i = 0; i < known.size(); ++i) most = std::max(most, std::abs(found[i] - known[i]));
        return most;
    };
    // -lap p = cos(2 pi x0 + 1), which no even or odd function is: 4 pi^2 p = cos(...) (1 - cosh(2 pi (x1 - 1/2)) /
    // cosh(pi))
    constexpr auto known =
        cos(2 * pi * x[0] + 1) * (1 - cosh(2 * pi * (x[1] - 0.5)) / cosh(pi * constant<1>)) / (4 * pi * pi);
    constexpr auto channel =
        problem(-lap(p) == cos(2 * pi * x[0] + 1), on(periodic(x[0]), p), on(x[1] == 0 || x[1] == 1, p == 0));
    CHECK(error(collocate(channel, unit, chebyshev{14}, chebyshev_points({18, 18}), sides), known, unit) < 1e-8);
    constexpr auto heat = problem(dt(c) - lap(c) == 0, on(periodic(s), c), on(t == 0, c == sin(2 * pi * s + 1)));
    CHECK(error(collocate(heat, interval(0, 1), chebyshev{18}, chebyshev_points({24, 24}), sides, during{0, 0.1}),
                exp(-4 * pi * pi * t) * sin(2 * pi * s + 1), box({0, 0}, {1, 0.1})) < 1e-8);
    // a ring of radii 1 and 2 in polar coordinates: log(r) and r cos(angle)
    constexpr auto r = 1 + x[0];
    constexpr auto ring = pull_back(problem(-lap(p) == 0, on(periodic(x[1]), p), on(x[0] == 0, p == x[0]),
                                            on(x[0] == 1, p == x[0] + log(2 * constant<1>) / 2)),
                                    vector(r * cos(x[1]), r * sin(x[1])));
    box const polar({0, 0}, {1, 2 * pi});
    CHECK(error(collocate(ring, polar, chebyshev{16}, chebyshev_points({20, 20}), sides), r * cos(x[1]) + log(r) / 2,
                polar) < 1e-6);
}

TEST_CASE("measured values and slopes are matched at their points", "[kernel]") {
    constexpr auto sensed = problem(equation, on(measured<"sensors">, u), on(measured<"slopes">, 2 * d(u, x[1])));
    oracle::network const net{{2, 6, 1}, true};
    std::vector<double> const at{0.2, 0.3, 0.7, 1.9, 0.5, 1.0}, values{1, -2, 0.5}, slope_at{0.4, 0.4}, slope{3};
    auto model = collocate(sensed, square, mlp({6}), points(5), measurements{"slopes", slope_at, slope},
                           measurements{"sensors", at, values}, lambda{10, 20});
    oracle::check(model, glorot(model.layout(), 5),
                  {reaction(net, 5),
                   {"b", 3,
                    [&](oracle::parameters const& theta, std::size_t n) {
                        return oracle::derivative(net, theta, oracle::point(at, 2, n), 0) - values[n];
                    }},
                   at_points("b2", net, slope_at, [](auto const& u, auto const&) { return 2.0 * u(0, 1) - 3.0; })});
}

TEST_CASE("a trained wave number has its column dr/dk", "[kernel]") {
    constexpr auto k = trained<"k">;
    constexpr auto helmholtz = problem(lap(u) + k * k * u == exp(x[0]), on(boundary, u == k * x[1]), mean(u) == k);
    oracle::network const net{{2, 5, 4, 1}, true};
    auto model = collocate(helmholtz, square, mlp({5, 4}), points(7), side_points{2}, k = 1.5);
    std::size_t const last = net.parameters();
    auto const inside = interior_points(square, points(7)), edge = boundary_points(square, 2);
    auto const theta = model.start(glorot(model.layout(), 6));
    REQUIRE(theta.size() == last + 1);
    CHECK(theta[last] == 1.5);
    CHECK(model.found(theta, k) == 1.5);
    oracle::check(
        model, theta,
        {at_points("u", net, inside,
                   [last](auto const& u, auto const& x) {
                       auto const k = u.theta[last];
                       return u(0, 0, 0) + u(0, 1, 1) + k * k * u(0) - std::exp(x[0]);
                   }),
         at_points("b", net, edge, [last](auto const& u, auto const& x) { return u(0) - u.theta[last] * x[1]; }),
         average("b2", net, quadrature_points(square, points(7)),
                 [last](auto const& u, auto const&) { return u(0) - u.theta[last]; })});
}

TEST_CASE("a trained parameter that stands in conditions only has its column, and is found", "[kernel]") {
    constexpr auto q = trained<"q">;
    constexpr auto h = trained<"h">;
    constexpr auto heated = problem(lap(u) == x[0], on(boundary, u == q * q * x[1]), mean(h * u) == q);
    oracle::network const net{{2, 5, 4, 1}, true};
    auto model = collocate(heated, square, mlp({5, 4}), points(7), side_points{2}, q = 1.5, h = 0.5);
    std::size_t const last = net.parameters();
    auto const inside = interior_points(square, points(7)), edge = boundary_points(square, 2);
    auto const theta = model.start(glorot(model.layout(), 6));
    REQUIRE(theta.size() == last + 2);
    CHECK(theta[last] == 1.5);
    CHECK(model.found(theta, h) == 0.5);
    oracle::check(
        model, theta,
        {at_points("u", net, inside, [](auto const& u, auto const& x) { return u(0, 0, 0) + u(0, 1, 1) - x[0]; }),
         at_points("b", net, edge,
                   [last](auto const& u, auto const& x) { return u(0) - u.theta[last] * u.theta[last] * x[1]; }),
         average("b2", net, quadrature_points(square, points(7)),
                 [last](auto const& u, auto const&) { return u.theta[last + 1] * u(0) - u.theta[last]; })});

    // u = q on the boundary of a harmonic function, measured inside: q is the measured value
    constexpr auto v = unknown<"v">(position<1>);
    constexpr auto ends = problem(lap(v) == 0, on(boundary, v == q), on(measured<"sensor">, v));
    auto sought = collocate(ends, interval(0, 1), mlp({5}), points(9), q = 0.1, measurements{"sensor", {0.5}, {0.75}});
    auto const fit =
        train(sought.system(), sought.start(glorot(sought.layout(), 1)), levenberg_marquardt(), {.iterations = 100});
    CHECK(std::abs(sought.found(fit.theta, q) - 0.75) < 1e-6);
}

TEST_CASE("a trained scale inside a coefficient is differentiated through it", "[kernel]") {
    constexpr auto s = position<1>;
    constexpr auto v = unknown<"v">(s);
    constexpr auto eps = trained<"eps">;
    constexpr auto q = trained<"q">;
    constexpr auto a = coefficient<"a">([](auto y) { return 1 / (2.1 + 2 * sin(y)); });
    constexpr auto darcy = problem(-div(a(s / eps) * grad(v)) == q * sin(s), on(boundary, v == 0));
    oracle::network const net{{1, 6, 5, 1}, true};
    auto model = collocate(darcy, interval(-1, 1), mlp({6, 5}), points(9), eps = 0.4, q = 2);
    std::size_t const first = net.parameters();
    auto const theta = model.start(glorot(model.layout(), 7));
    double const e0 = model.found(theta, eps), q0 = model.found(theta, q);
    REQUIRE((e0 == 0.4 && q0 == 2));
    std::size_t const at_eps = theta[first] == 0.4 ? first : first + 1, at_q = 2 * first + 1 - at_eps;
    oracle::check(model, theta,
                  {at_points("v", net, interior_points(interval(-1, 1), points(9)),
                             [=](auto const& v, auto const& x) {
                                 auto const e = v.theta[at_eps];
                                 auto const y = x[0] / e, g = 2.1 + 2.0 * std::sin(y);
                                 return -v(0, 0, 0) / g + 2.0 * std::cos(y) / (g * g * e) * v(0, 0) -
                                        v.theta[at_q] * std::sin(x[0]);
                             }),
                   at_points("b", net, {-1, 1}, [](auto const& v, auto const&) { return v(0); })});
}

TEST_CASE("a condition on a mean fixes the integral, at points of every kind", "[kernel]") {
    constexpr auto s = position<1>;
    constexpr auto w = unknown<"w">(s);
    auto const at = [](auto&& model, std::vector<double> const& x) {
        return model.value(solve(model.system()).theta, x)[0];
    };
    // w = cos(s): at the end 1
    constexpr auto wave = problem(-lap(w) == cos(s), on(periodic, w), mean(w) == 0);
    for (auto const& choice : {chebyshev_points({40}), points(64), points(31), grid_points({65})})
        CHECK(std::abs(at(collocate(wave, interval(0, 2 * pi), chebyshev{30}, choice), {0}) - 1) < 1e-12);
    // the mean of cos(s) at these points is off by about its standard error, 1 / sqrt(400)
    double const random = at(collocate(wave, interval(0, 2 * pi), chebyshev{30}, random_points(200, 1)), {0});
    CHECK(std::abs(random - 1) < 3 / std::sqrt(400.0));
    // not a periodic function, although the solution is one: mean(s w) = mean(s (cos s + c)) = c pi
    constexpr auto moment = problem(-lap(w) == cos(s), on(periodic, w), mean(s * w) == pi);
    CHECK(std::abs(at(collocate(moment, interval(0, 2 * pi), chebyshev{30}, points(64)), {0}) - 2) < 1e-6);
    // w = s^2: at 0 nothing
    constexpr auto drum =
        problem(-lap(w) == -2, on(boundary, dot(normal, grad(w)) == 2 * s * normal[0]), mean(w) == constant<1, 3>);
    auto const own = given_points(std::vector{0.5 - std::sqrt(0.15), 0.5, 0.5 + std::sqrt(0.15)}, {5, 8, 5});
    for (auto const& choice : {chebyshev_points({8}), points(12), grid_points({7}), own})
        CHECK(std::abs(at(collocate(drum, interval(0, 1), chebyshev{4}, choice), {0})) < 1e-13);
    // u = x0^2 x1 on a rectangle: its mean is (1 + 3 + 9) / 3 * (-1 + 2) / 2
    constexpr auto p = unknown<"p">(x);
    constexpr auto known = x[0] * x[0] * x[1];
    constexpr auto plate = problem(manufacture(-lap(p) == 0, p, known),
                                   on(boundary, dot(normal, grad(p)) == dot(normal, grad(known))), mean(p) == 13.0 / 6);
    box const rectangle({1, -1}, {3, 2});
    for (auto const& choice : {chebyshev_points({8, 8}), points(120), grid_points({9, 9})})
        CHECK(std::abs(at(collocate(plate, rectangle, chebyshev{4}, choice), {2, 1}) - 4) < 1e-11);
    // u = exp(-t) (x + 1), on the average over space and time 3 / 2 (1 - 1 / e)
    constexpr auto t = time_axis;
    constexpr auto c = unknown<"c">(s, t);
    constexpr auto decay =
        problem(dt(c) == -exp(-t) * (1 + s), on(s == 0, d(c, s) == exp(-t)), mean(c) == 1.5 * 0.63212055882855768);
    for (auto const& choice : {chebyshev_points({12, 14}), grid_points({20, 30}), points(300)})
        CHECK(std::abs(at(collocate(decay, interval(0, 1), chebyshev{1, 14}, choice, during{0, 1}), {1, 0}) - 2) <
              1e-6);
}

TEST_CASE("conditions on means in space are integrals, at points of every kind", "[kernel]") {
    constexpr auto z = position<3>;
    constexpr auto one = unknown<"one">(z);
    constexpr auto total = z[0_c] + z[1_c] + z[2_c];
    constexpr auto averaged = problem(lap(one) == 0, mean(exp(total) * one) == 0, mean(cos(total) * one) == 0,
                                      mean(total * total * one) == 0);
    oracle::complex const turn = (std::exp(oracle::complex(0, 1)) - 1.0) / oracle::complex(0, 1);
    double const exact[] = {std::pow(std::exp(1.0) - 1, 3), (turn * turn * turn).real(), 1 + 1.5};
    std::vector<std::pair<point_choice, double>> const kinds{{chebyshev_points({14, 13, 12}), 1e-13},
                                                             {grid_points({25, 20, 30}), 1e-8},
                                                             {points(4000), 0.5 / 4000},
                                                             {random_points(4000, 1), 3 * 2.5 / std::sqrt(4000)}};
    for (auto const& [choice, most] : kinds) {
        auto model = collocate(averaged, box({0, 0, 0}, {1, 1, 1}), chebyshev{1}, choice);
        std::vector<double> constant(model.parameters(), 0.0), r(model.system().rows());
        constant.back() = 1;
        REQUIRE(model.value(constant, std::vector<double>{0.2, 0.9, 0.4})[0] == 1);
        model.system().residual(constant, r);
        for (std::size_t k = 0; k < 3; ++k) CHECK(std::abs(r[model.system().blocks()[1 + k].begin] - exact[k]) < most);
    }
}
