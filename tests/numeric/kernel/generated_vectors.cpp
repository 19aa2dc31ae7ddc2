#include "catch.hpp"

#include <cmath>
#include <complex>
#include <vector>

#include <lamina.hpp>

#include "system_oracle.hpp"

// Several unknowns, vectors and derivatives of third and fourth order against the independent oracle.

using namespace lamina;

namespace {

constexpr auto x = position<2>;
box const square({0, 0}, {1, 1});
std::vector<double> interior(std::size_t n) {
    return interior_points(square, points(n));
}

}  // namespace

TEST_CASE("the lid-driven cavity in stream function and pressure agrees with the oracle", "[kernel]") {
    constexpr auto psi = unknown<"psi">(x);
    constexpr auto p = unknown<"p">(x);
    constexpr auto Re = parameter<"Re">;
    constexpr auto v = rot(psi);
    constexpr auto cavity =
        problem(dot(v, grad(v[0])) + d(p, x[0]) - (1 / Re) * lap(v[0]) == 0,
                dot(v, grad(v[1])) + d(p, x[1]) - (1 / Re) * lap(v[1]) == 0, on(x[1] == 1, v[0] == 1),
                on(x[0] == 0 || x[0] == 1, v == vector(0, 0)), mean(p) == 0);
    oracle::network const net{{2, 6, 5, 2}, true};
    auto model = collocate(cavity, square, mlp({6, 5}), points(9), side_points{3}, Re = 20, lambda{3, 2, 0.5});
    auto sides = plane_points(square, 0, 0, {3});
    auto const right = plane_points(square, 0, 1, {3});
    sides.insert(sides.end(), right.begin(), right.end());
    auto const inside = interior(9);
    // v = (psi_y, -psi_x); output 0 is psi, output 1 is p
    oracle::check(
        model, glorot(model.layout(), 3),
        {at_points("r1", net, inside,
                   [](auto const& u, auto const&) {
                       return u(0, 1) * u(0, 1, 0) - u(0, 0) * u(0, 1, 1) + u(1, 0) -
                              (u(0, 1, 0, 0) + u(0, 1, 1, 1)) / 20.0;
                   }),
         at_points("r2", net, inside,
                   [](auto const& u, auto const&) {
                       return -u(0, 1) * u(0, 0, 0) + u(0, 0) * u(0, 0, 1) + u(1, 1) +
                              (u(0, 0, 0, 0) + u(0, 0, 1, 1)) / 20.0;
                   }),
         at_points("b", net, plane_points(square, 1, 1, {3}), [](auto const& u, auto const&) { return u(0, 1) - 1.0; }),
         at_points("b2[0]", net, sides, [](auto const& u, auto const&) { return u(0, 1); }),
         at_points("b2[1]", net, sides, [](auto const& u, auto const&) { return -u(0, 0); }),
         {"b3", 1, [&](oracle::parameters const& theta, std::size_t) {
              oracle::complex sum = 0;
              for (std::size_t n = 0; n < 9; ++n) sum += oracle::derivative(net, theta, oracle::point(inside, 2, n), 1);
              return sum / 9.0;
          }}});
}

TEST_CASE("the clamped plate, the Laplacian of the Laplacian, agrees with the oracle", "[kernel]") {
    constexpr auto u = unknown<"u">(x);
    constexpr auto plate =
        problem(lap(lap(u)) == x[0] * x[1], on(boundary, u == 0), on(boundary, dot(normal, grad(u)) == 0));
    oracle::network const net{{2, 5, 4, 1}, true};
    auto model = collocate(plate, square, mlp({5, 4}), points(8), side_points{2});
    auto const edge = boundary_points(square, 2);
    // Two points on each of the sides x0 = 0, x0 = 1, x1 = 0, x1 = 1, in this order.
    oracle::expected_block const slope{"b2", 8, [&](oracle::parameters const& theta, std::size_t n) {
                                           double const sign = n / 2 % 2 == 0 ? -1 : 1;
                                           return sign * oracle::derivative(net, theta, oracle::point(edge, 2, n), 0,
                                                                            n < 4 ? 0 : 1);
                                       }};
    oracle::check(model, glorot(model.layout(), 4),
                  {at_points("u", net, interior(8),
                             [](auto const& u, auto const& x) {
                                 return u(0, 0, 0, 0, 0) + 2.0 * u(0, 0, 0, 1, 1) + u(0, 1, 1, 1, 1) - x[0] * x[1];
                             }),
                   at_points("b", net, edge, [](auto const& u, auto const&) { return u(0); }), slope});
}

TEST_CASE("plane elasticity of a vector unknown agrees with the oracle", "[kernel]") {
    constexpr auto u = unknown<"u", 2>(x);
    constexpr auto mu = parameter<"mu">;
    constexpr auto stiffness = coefficient<"l">([](auto y) { return 1 + y[0] * y[1]; });
    constexpr auto strain = sym(grad(u));
    constexpr auto sigma = stiffness(x) * trace(strain) * identity<2> + 2 * mu * strain;
    constexpr auto elastic = problem(-div(sigma) == vector(x[1], 1), on(x[0] == 0, u == vector(0, x[1])),
                                     on(x[0] == 1, sigma * normal == vector(1, 0)));
    oracle::network const net{{2, 6, 4, 2}, true};
    auto model = collocate(elastic, square, mlp({6, 4}), points(9), side_points{3}, mu = 0.8, lambda{2, 3});
    auto const inside = interior(9), left = plane_points(square, 0, 0, {3}), right = plane_points(square, 0, 1, {3});
    // sigma_ij = l e_kk d_ij + mu (u_i,j + u_j,i); -sigma_ij,j = f_i with l = 1 + x y
    oracle::check(
        model, glorot(model.layout(), 5),
        {at_points("u[0]", net, inside,
                   [](auto const& u, auto const& x) {
                       double const l = 1 + x[0] * x[1], m = 0.8;
                       return -(x[1] * (u(0, 0) + u(1, 1)) + l * (u(0, 0, 0) + u(1, 0, 1)) +
                                m * (2.0 * u(0, 0, 0) + u(0, 1, 1) + u(1, 0, 1))) -
                              x[1];
                   }),
         at_points("u[1]", net, inside,
                   [](auto const& u, auto const& x) {
                       double const l = 1 + x[0] * x[1], m = 0.8;
                       return -(x[0] * (u(0, 0) + u(1, 1)) + l * (u(0, 0, 1) + u(1, 1, 1)) +
                                m * (2.0 * u(1, 1, 1) + u(0, 0, 1) + u(1, 0, 0))) -
                              1.0;
                   }),
         at_points("b[0]", net, left, [](auto const& u, auto const&) { return u(0); }),
         at_points("b[1]", net, left, [](auto const& u, auto const& x) { return u(1) - x[1]; }),
         at_points("b2[0]", net, right,
                   [](auto const& u, auto const& x) {
                       return (1 + x[0] * x[1]) * (u(0, 0) + u(1, 1)) + 1.6 * u(0, 0) - 1.0;
                   }),
         at_points("b2[1]", net, right, [](auto const& u, auto const&) { return 0.8 * (u(0, 1) + u(1, 0)); })});
}

TEST_CASE("a coefficient, powers and a normal in ten dimensions agree with the oracle", "[kernel]") {
    constexpr auto z = position<10>;
    constexpr auto u = unknown<"u">(z);
    constexpr auto a = coefficient<"a">([](auto y) { return 1 + 0.5 * y[9_c] * y[0_c]; });
    constexpr auto problem_in_ten =
        problem(-div(a(z) * grad(u)) + pow<3>(u) == z[3_c], on(boundary, dot(normal, grad(u)) + z[7_c] * u == 0));
    static_assert(facts_of(problem_in_ten).channels == 12);
    box const cube(std::vector<double>(10, 0.0), std::vector<double>(10, 1.0));
    oracle::network const net{{10, 6, 5, 1}, true};
    auto model = collocate(problem_in_ten, cube, mlp({6, 5}), points(5), side_points{2});
    auto const faces = boundary_points(cube, 2);
    REQUIRE(faces.size() == 20 * 2 * 10);
    oracle::check(model.system(), glorot(model.layout(), 5),
                  {at_points("u", net, interior_points(cube, points(5)),
                             [](auto const& v, auto const& at) {
                                 oracle::complex lap = 0;
                                 for (int i = 0; i < 10; ++i) lap += v(0, i, i);
                                 oracle::complex const w = v(0);
                                 return -(1 + 0.5 * at[9] * at[0]) * lap - 0.5 * (at[0] * v(0, 9) + at[9] * v(0, 0)) +
                                        w * w * w - at[3];
                             }),
                   {"b", 40, [&](oracle::parameters const& theta, std::size_t n) {
                        auto const at = oracle::point(faces, 10, n);
                        int const axis = static_cast<int>(n / 4);
                        double const sign = n / 2 % 2 == 0 ? -1 : 1;
                        return sign * oracle::derivative(net, theta, at, 0, axis) +
                               at[7] * oracle::derivative(net, theta, at, 0);
                    }}});
}
