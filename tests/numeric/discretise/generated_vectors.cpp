#include "catch.hpp"

#include <cmath>
#include <complex>
#include <vector>

#include <lamina.hpp>

#include "system_oracle.hpp"

// Several unknowns, vectors and derivatives of third and fourth order against the independent oracle.

using namespace lamina;
using Catch::Contains;

namespace {

constexpr auto x = position<2>;
constexpr auto stiffness = coefficient<"l">([](auto y) { return 1 + y[0] * y[1]; });
constexpr auto mu = trained<"mu">;
constexpr auto w = unknown<"w", 2>(x);
constexpr auto strain = sym(grad(w));
constexpr auto sigma = stiffness(x) * trace(strain) * identity<2> + 2 * mu * strain;
constexpr auto elastic = problem(-div(sigma) == vector(x[1], 1), on(x[0] == 0, w == vector(0, x[1])),
                                 on(x[0] == 1, sigma* normal == vector(1, 0)));
constexpr auto p = unknown<"p">(x);
constexpr auto known = x[0] * x[0] * x[1];
constexpr auto of_a_polynomial = problem(manufacture(-lap(p) == 0, p, known), on(boundary, p == known));
box const square({0, 0}, {1, 1});
point_list interior(std::size_t n) {
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
    std::vector<double> sides = plane_points(square, 0, 0, {3});
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
         average("b3", net, quadrature_points(square, points(9)), [](auto const& u, auto const&) { return u(1); })});
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

TEST_CASE("plane elasticity of a vector unknown with a trained modulus agrees with the oracle", "[kernel]") {
    oracle::network const net{{2, 6, 4, 2}, true};
    auto model = collocate(elastic, square, mlp({6, 4}), points(9), side_points{3}, mu = 0.8, lambda{2, 3});
    auto const inside = interior(9), left = plane_points(square, 0, 0, {3}), right = plane_points(square, 0, 1, {3});
    // sigma_ij = l e_kk d_ij + mu (u_i,j + u_j,i); -sigma_ij,j = f_i with l = 1 + x y
    oracle::check(
        model, model.start(glorot(model.layout(), 5)),
        {at_points("w[0]", net, inside,
                   [](auto const& u, auto const& x) {
                       double const l = 1 + x[0] * x[1];
                       auto const m = u.theta.back();
                       return -(x[1] * (u(0, 0) + u(1, 1)) + l * (u(0, 0, 0) + u(1, 0, 1)) +
                                m * (2.0 * u(0, 0, 0) + u(0, 1, 1) + u(1, 0, 1))) -
                              x[1];
                   }),
         at_points("w[1]", net, inside,
                   [](auto const& u, auto const& x) {
                       double const l = 1 + x[0] * x[1];
                       auto const m = u.theta.back();
                       return -(x[0] * (u(0, 0) + u(1, 1)) + l * (u(0, 0, 1) + u(1, 1, 1)) +
                                m * (2.0 * u(1, 1, 1) + u(0, 0, 1) + u(1, 0, 0))) -
                              1.0;
                   }),
         at_points("b[0]", net, left, [](auto const& u, auto const&) { return u(0); }),
         at_points("b[1]", net, left, [](auto const& u, auto const& x) { return u(1) - x[1]; }),
         at_points("b2[0]", net, right,
                   [](auto const& u, auto const& x) {
                       return (1 + x[0] * x[1]) * (u(0, 0) + u(1, 1)) + 2.0 * u.theta.back() * u(0, 0) - 1.0;
                   }),
         at_points("b2[1]", net, right,
                   [](auto const& u, auto const&) { return u.theta.back() * (u(0, 1) + u(1, 0)); })});
}

TEST_CASE("unsteady flow, periodic along the channel, agrees with the oracle", "[kernel]") {
    constexpr auto t = time_axis;
    constexpr auto v = unknown<"v", 2>(x, t);
    constexpr auto p = unknown<"p">(x, t);
    constexpr auto stokes = problem(dt(v) - 0.3 * lap(v) + grad(p) == vector(t, x[0]), div(v) == 0,
                                    on(periodic(x[0]), v), on(periodic(x[0]), p),
                                    on(x[1] == 0 || x[1] == 1, v == vector(0, t)), on(t == 0, v == vector(x[1], 0)));
    box const all({0, 0, 0}, {1, 1, 0.5});
    oracle::network const net{{3, 5, 4, 3}, true};
    auto model = collocate(stokes, square, mlp({5, 4}), during{0, 0.5}, points(6), side_points{3});
    auto const inside = interior_points(all, points(6)), ends = face_pairs(all, 0, {3}),
               start = plane_points(all, 2, 0, {3});
    std::vector<double> walls = plane_points(all, 1, 0, {3}), upper = plane_points(all, 1, 1, {3});
    walls.insert(walls.end(), upper.begin(), upper.end());
    oracle::check(
        model, glorot(model.layout(), 5),
        {at_points("r1[0]", net, inside,
                   [](auto const& u, auto const& x) {
                       return u(0, 2) - 0.3 * (u(0, 0, 0) + u(0, 1, 1)) + u(2, 0) - x[2];
                   }),
         at_points("r1[1]", net, inside,
                   [](auto const& u, auto const& x) {
                       return u(1, 2) - 0.3 * (u(1, 0, 0) + u(1, 1, 1)) + u(2, 1) - x[0];
                   }),
         at_points("r2", net, inside, [](auto const& u, auto const&) { return u(0, 0) + u(1, 1); }),
         across("b[0]", net, ends, [](auto const& u) { return u(0); }),
         across("b[1]", net, ends, [](auto const& u) { return u(0, 0); }),
         across("b[2]", net, ends, [](auto const& u) { return u(1); }),
         across("b[3]", net, ends, [](auto const& u) { return u(1, 0); }),
         across("b2[0]", net, ends, [](auto const& u) { return u(2); }),
         across("b2[1]", net, ends, [](auto const& u) { return u(2, 0); }),
         at_points("b3[0]", net, walls, [](auto const& u, auto const&) { return u(0); }),
         at_points("b3[1]", net, walls, [](auto const& u, auto const& x) { return u(1) - x[2]; }),
         at_points("b4[0]", net, start, [](auto const& u, auto const& x) { return u(0) - x[1]; }),
         at_points("b4[1]", net, start, [](auto const& u, auto const&) { return u(1); })});
}

TEST_CASE("elastic waves of a vector unknown with an initial velocity agree with the oracle", "[kernel]") {
    constexpr auto t = time_axis;
    constexpr auto u = unknown<"u", 2>(x, t);
    constexpr auto sigma = contract(isotropic<2>(0.7, 0.8), sym(grad(u)));
    constexpr auto waves = problem(dtt(u) + 0.1 * dt(u) - div(sigma) == vector(0, x[1]),
                                   on(x[0] == 0, u == vector(0, 0)), on(x[0] == 1, sigma * normal == vector(t, 0)),
                                   on(t == 0, u == vector(x[0], 0)), on(t == 0, dt(u) == vector(1, x[1])));
    box const all({0, 0, 0}, {1, 1, 0.5});
    oracle::network const net{{3, 5, 4, 2}, true};
    auto model = collocate(waves, square, mlp({5, 4}), during{0, 0.5}, points(6), side_points{3});
    auto const inside = interior_points(all, points(6)), start = plane_points(all, 2, 0, {3});
    auto const force = [](int i) {  // (lambda + mu) u_k,ik + mu u_i,kk
        return [i](auto const& u, auto const&) {
            return u(i, 2, 2) + 0.1 * u(i, 2) - 1.5 * (u(0, 0, i) + u(1, 1, i)) - 0.8 * (u(i, 0, 0) + u(i, 1, 1));
        };
    };
    oracle::check(
        model, glorot(model.layout(), 6),
        {at_points("u[0]", net, inside, [=](auto const& u, auto const& x) { return force(0)(u, x); }),
         at_points("u[1]", net, inside, [=](auto const& u, auto const& x) { return force(1)(u, x) - x[1]; }),
         at_points("b[0]", net, plane_points(all, 0, 0, {3}), [](auto const& u, auto const&) { return u(0); }),
         at_points("b[1]", net, plane_points(all, 0, 0, {3}), [](auto const& u, auto const&) { return u(1); }),
         at_points("b2[0]", net, plane_points(all, 0, 1, {3}),
                   [](auto const& u, auto const& x) { return 2.3 * u(0, 0) + 0.7 * u(1, 1) - x[2]; }),
         at_points("b2[1]", net, plane_points(all, 0, 1, {3}),
                   [](auto const& u, auto const&) { return 0.8 * (u(0, 1) + u(1, 0)); }),
         at_points("b3[0]", net, start, [](auto const& u, auto const& x) { return u(0) - x[0]; }),
         at_points("b3[1]", net, start, [](auto const& u, auto const&) { return u(1); }),
         at_points("b4[0]", net, start, [](auto const& u, auto const&) { return u(0, 2) - 1.0; }),
         at_points("b4[1]", net, start, [](auto const& u, auto const& x) { return u(1, 2) - x[1]; })});
}

TEST_CASE("vectors and matrices have their shape at points, and the values of their components", "[kernel]") {
    oracle::network const net{{2, 6, 4, 2}, true};
    auto model = collocate(elastic, square, mlp({6, 4}), points(9), mu = 0.8);
    auto const theta = model.start(glorot(model.layout(), 5));
    auto const at = interior(11);
    oracle::parameters const of(theta.begin(), theta.end());
    auto const expected = [&](std::size_t n, std::size_t output, auto... i) {
        return oracle::derivative(net, of, oracle::point(at, 2, n), output, static_cast<int>(i)...).real();
    };
    auto const whole = model.value(theta, at), same = model.value(theta, at, w);
    auto const gradient = model.value(theta, at, mu * stiffness(x) * grad(w)), strains = model.value(theta, at, strain);
    auto const of_one = model.value(theta, at, grad(w[1]));
    REQUIRE((whole.shape(0) == 11 && whole.shape(1) == 2));
    REQUIRE((gradient.shape(0) == 11 && gradient.shape(1) == 2 && gradient.shape(2) == 2));
    REQUIRE((of_one.shape(0) == 11 && of_one.shape(1) == 2));
    for (std::size_t n = 0; n < 11; ++n)
        for (std::size_t i = 0; i < 2; ++i) {
            CHECK(std::abs(whole(n, i) - expected(n, i)) < 1e-13);
            CHECK(whole(n, i) == same(n, i));
            CHECK(std::abs(of_one(n, i) - expected(n, 1, i)) < 1e-13);
            for (std::size_t j = 0; j < 2; ++j) {
                double const scale = 0.8 * (1 + at[2 * n] * at[2 * n + 1]);
                CHECK(std::abs(gradient(n, i, j) - scale * expected(n, i, j)) < 1e-13);
                CHECK(std::abs(strains(n, i, j) - (expected(n, i, j) + expected(n, j, i)) / 2) < 1e-13);
            }
        }
    // scalars stay as they were
    auto const divergence = model.value(theta, at, div(w));
    CHECK(std::abs(divergence[10] - expected(10, 0, 0) - expected(10, 1, 1)) < 1e-13);

    // more rows than columns, and second derivatives, of a known polynomial: u = x0^2 x1
    auto plate = collocate(of_a_polynomial, square, chebyshev{4}, chebyshev_points({8, 8}));
    auto const coefficients = solve(plate.system()).theta;
    auto const jets = plate.value(coefficients, at, matrix(row(p, d(p, x[0])), row(d(p, x[1]), lap(p)), row(x[0], 3)));
    REQUIRE((jets.shape(0) == 11 && jets.shape(1) == 3 && jets.shape(2) == 2));
    for (std::size_t n = 0; n < 11; ++n) {
        double const y = at[2 * n], z = at[2 * n + 1], exact[3][2] = {{y * y * z, 2 * y * z}, {y * y, 2 * z}, {y, 3}};
        for (std::size_t i = 0; i < 3; ++i)
            for (std::size_t j = 0; j < 2; ++j) CHECK(std::abs(jets(n, i, j) - exact[i][j]) < 1e-11);
    }
    auto const exact = tabulate(grad(known), at), found = plate.value(coefficients, at, grad(p));
    REQUIRE((exact.shape(0) == 11 && exact.shape(1) == 2));
    for (std::size_t k = 0; k < exact.size(); ++k) CHECK(std::abs(exact.data()[k] - found.data()[k]) < 1e-11);
}

TEST_CASE("values are asked for at points of as many coordinates as the problem has", "[kernel]") {
    auto model = collocate(of_a_polynomial, square, chebyshev{4}, chebyshev_points({8, 8}));
    std::vector<double> const theta(model.parameters(), 0.5);
    auto const at = interior(6);
    auto const values = model.value(theta, at);
    xt::xtensor<double, 2> const rows = model.value(theta, at, x);  // the points themselves, shape (6, 2)
    CHECK((model.value(theta, rows) == values));
    xt::xtensor<double, 2> const turned = xt::xtensor<double, 2>::from_shape({2, 6});
    CHECK_THROWS_WITH(model.value(theta, turned), Contains("value: points have 6 coordinates each, expected 2"));
    CHECK_THROWS_WITH(model.value(theta, xt::xtensor<double, 3>::from_shape({6, 2, 1})), Contains("3 axes"));
    CHECK_THROWS_WITH(model.value(theta, linear_points(0, 1, 4)), Contains("1 coordinates each, expected 2"));
    CHECK_THROWS_WITH(model.value(theta, points_view(at, 3), grad(p)), Contains("3 coordinates each, expected 2"));
    CHECK_THROWS_WITH(model.value(theta, std::vector<double>{0, 1, 2}),
                      Contains("3 numbers, expected a multiple of 2"));
    CHECK_THROWS_WITH(model.value(theta, std::vector<double>{0, 1, 2, NAN}, grad(p)),
                      Contains("value: coordinate 1 of point 1 is nan, expected a finite number"));
    CHECK_THROWS_WITH(model.value(std::vector<double>(3), at, grad(p)),
                      Contains("theta has 3 numbers, expected the 25 parameters"));
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
