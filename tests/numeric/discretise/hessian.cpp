#include "catch.hpp"

#include <cmath>
#include <memory>
#include <vector>

#include <lamina.hpp>

#include "hessian_oracle.hpp"
#include "system_oracle.hpp"

// H v of whole problems, from their equations on.

using namespace lamina;
using Catch::Contains;

namespace {

constexpr auto x = position<1>;
constexpr auto X = position<2>;
constexpr auto t = time_axis;
constexpr auto k = trained<"k">;
box const square({0, 0}, {1, 1});

/// The loss whose rows are those of the blocks, with the weights of the system
oracle::complex_loss loss_of(residual_system<double> const& system, std::vector<oracle::expected_block> expected) {
    REQUIRE(system.blocks().size() == expected.size());
    for (std::size_t b = 0; b < expected.size(); ++b) REQUIRE(system.blocks()[b].size == expected[b].size);
    return [&system, expected](oracle::parameters const& theta) {
        oracle::complex sum = 0;
        for (std::size_t b = 0; b < expected.size(); ++b)
            for (std::size_t n = 0; n < expected[b].size; ++n) {
                auto const& block = system.blocks()[b];
                oracle::complex const r = expected[b].row(theta, n);
                sum += block.lambda / static_cast<double>(block.size) * r * r / 2.0;
            }
        return sum;
    };
}

/// The largest difference as a multiple of the largest entry
double distance(std::vector<double> const& a, std::vector<double> const& b) {
    double worst = 0, scale = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        worst = std::max(worst, std::abs(a[i] - b[i])), scale = std::max(scale, std::abs(b[i]));
    return worst / scale;
}

}  // namespace

TEST_CASE("H v of two networks and a trained parameter is the second derivative of the loss", "[kernel]") {
    constexpr auto u = unknown<"u">(x, t);
    constexpr auto v = unknown<"v">(x, t);
    constexpr auto coupled = problem(dt(u) - lap(u) + u * v == 0, dt(v) - k * k * d(u, x) == sin(x),
                                     on(t == 0, sin(u) == x), on(boundary, v == 0));
    box const all({-1, 0}, {1, 0.5});
    oracle::networks const net{{{{2, 4, 3, 1}, true}, {{2, 3, 3, 1}, false, true}}};
    auto model = collocate(coupled, interval(-1, 1), separate(mlp({4, 3}), improved_mlp({3, 3}, activation::sin)),
                           during{0, 0.5}, points(9), side_points{3}, k = 0.7, lambda{2, 5}, second_derivatives);
    auto const theta = model.start(gaussian(model.layout(), 3));
    auto const inside = interior_points(all, points(9));
    oracle::expected_block const transport{"r2", inside.size() / 2, [&](oracle::parameters const& at, std::size_t n) {
                                               auto const x = oracle::point(inside, 2, n);
                                               return oracle::derivative(net, at, x, 1, 1) -
                                                      at.back() * at.back() * oracle::derivative(net, at, x, 0, 0) -
                                                      std::sin(x[0]);
                                           }};
    auto const loss = loss_of(
        model,
        {at_points("r1", net, inside, [](auto const& u, auto const&) { return u(0, 1) - u(0, 0, 0) + u(0) * u(1); }),
         transport,
         at_points("b", net, plane_points(all, 1, 0, {3}),
                   [](auto const& u, auto const& x) { return std::sin(u(0)) - x[0]; }),
         at_points("b2", net, boundary_points(all, {3}, 1), [](auto const& u, auto const&) { return u(1); })});
    oracle::check_hessian<double>(model, theta, loss, 12);
}

TEST_CASE("H v of periodic conditions, a mean and vectors is the second derivative of the loss", "[kernel]") {
    constexpr auto u = unknown<"u", 2>(X);
    constexpr auto torus =
        problem(vector(-lap(u[0_c]) + u[0_c] * u[1_c], exp(u[1_c]) - k * d(u[0_c], X[0_c])) == vector(X[1_c], 1),
                on(periodic, u), mean(u[0_c] * u[1_c]) == k);
    oracle::network const net{{2, 4, 4, 2}, true};
    auto model =
        collocate(torus, square, mlp({4, 4}), points(24), side_points{3}, lambda{4, 20}, k = 0.3, second_derivatives);
    auto const theta = model.start(gaussian(model.layout(), 4));
    auto const inside = interior_points(square, points(24));
    auto const across_0 = face_pairs(square, 0, {3}), across_1 = face_pairs(square, 1, {3});
    std::vector<oracle::expected_block> rows{
        at_points("u[0]", net, inside,
                  [](auto const& u, auto const& x) { return -u(0, 0, 0) - u(0, 1, 1) + u(0) * u(1) - x[1]; }),
        at_points("u[1]", net, inside,
                  [](auto const& u, auto const&) { return std::exp(u(1)) - u.theta.back() * u(0, 0) - 1.0; })};
    for (std::size_t const i : {0u, 1u}) {
        rows.push_back(across("", net, across_0, [i](auto const& u) { return u(i); }));
        rows.push_back(across("", net, across_0, [i](auto const& u) { return u(i, 0); }));
        rows.push_back(across("", net, across_1, [i](auto const& u) { return u(i); }));
        rows.push_back(across("", net, across_1, [i](auto const& u) { return u(i, 1); }));
    }
    rows.push_back(average("b2", net, quadrature_points(square, points(24), {true, true}),
                           [](auto const& u, auto const&) { return u(0) * u(1) - u.theta.back(); }));
    oracle::check_hessian<double>(model, theta, loss_of(model, rows), 12);

    // and J^T J v, in one pass or two, against J
    residual_system<double>& system = model;
    std::size_t const P = system.parameters(), N = system.rows();
    auto const v = oracle::some_direction(P, 1);
    std::vector<double> r(N), jt(P * N), fused(P, -7), composed(P, 7), expected(P);
    system.jacobian(theta, r, jt);
    for (residual_block const& block : system.blocks())
        for (std::size_t n = block.begin; n < block.begin + block.size; ++n) {
            double along = 0;
            for (std::size_t p = 0; p < P; ++p) along += jt[p * N + n] * v[p];
            for (std::size_t p = 0; p < P; ++p)
                expected[p] += block.lambda / static_cast<double>(block.size) * along * jt[p * N + n];
        }
    system.gauss_newton_times(theta, v, fused);
    system.residual_system<double>::gauss_newton_times(theta, v, composed);
    CHECK(distance(fused, expected) < 1e-13);
    CHECK(distance(composed, expected) < 1e-13);
}

TEST_CASE("H v of all functions of an equation is the second derivative of the loss", "[kernel]") {
    constexpr auto u = unknown<"u">(x);
    constexpr auto v = d(u, x);
    constexpr auto equation = problem(-lap(u) + exp(u) * v + log(2 + u * u) + sin(3 * u) * cos(v) +
                                          tan(u / 5) * tanh(k * u) + 1 / sqrt(1 + v * v) + pow<3>(u) / (2 + x) +
                                          where(x < 0.5, u * v, sin(u)) + where(u < 9 + v, v * v, u * pow<4>(v)) ==
                                      x);
    oracle::network const net{{1, 5, 4, 1}, true};
    auto model = collocate(equation, interval(0, 1), mlp({5, 4}), points(8), k = 0.7, second_derivatives);
    auto const row = [](auto const& of, auto const& x) -> oracle::complex {
        auto const u = of(0), v = of(0, 0), k = of.theta.back();
        REQUIRE(std::abs(u) + std::abs(v) < 9);
        return -of(0, 0, 0) + std::exp(u) * v + std::log(2.0 + u * u) + std::sin(3.0 * u) * std::cos(v) +
               std::tan(u / 5.0) * std::tanh(k * u) + 1.0 / std::sqrt(1.0 + v * v) + u * u * u / (2 + x[0]) +
               (x[0] < 0.5 ? u * v : std::sin(u)) + v * v - x[0];
    };
    auto const inside = interior_points(interval(0, 1), points(8));
    auto const theta = model.start(gaussian(model.layout(), 2));
    oracle::check_hessian<double>(model, theta, loss_of(model, {at_points("u", net, inside, row)}), 12);
}

TEST_CASE("the loss of a linear equation in a linear space has the Hessian of Gauss and Newton", "[kernel]") {
    constexpr auto u = unknown<"u">(X);
    constexpr auto poisson = problem(-div((1 + X[0_c]) * grad(u)) == 1, on(boundary, u == X[1_c]), mean(u) == 2);
    auto model = collocate(poisson, square, chebyshev{4}, points(30), side_points{5}, lambda{3}, second_derivatives);
    auto& system = model.system();
    auto const theta = oracle::some_direction(system.parameters(), 5), v = oracle::some_direction(theta.size(), 6);
    std::vector<double> hessian(theta.size(), -7), gauss_newton(theta.size(), 7);
    system.hessian_times(theta, v, hessian);
    system.gauss_newton_times(theta, v, gauss_newton);
    CHECK(distance(hessian, gauss_newton) < 1e-13);
}

TEST_CASE("second derivatives are asked for, and have P numbers", "[kernel]") {
    constexpr auto u = unknown<"u">(x);
    constexpr auto equation = problem(-lap(u) == u * u, on(boundary, u == 0));
    auto plain = collocate(equation, interval(0, 1), mlp({3}), points(5));
    std::vector<double> a(plain.parameters(), 0.1), b(a), few(3);
    CHECK_THROWS_WITH(plain.system().hessian_times(a, a, b),
                      Contains("the rows of u have no second derivatives: pass second_derivatives to collocate"));
    CHECK_NOTHROW(plain.system().gauss_newton_times(a, a, b));
    CHECK_THROWS_WITH(plain.system().gauss_newton_times(a, few, b), Contains("v has 3 numbers, expected P = 10"));
    auto curved = collocate(equation, interval(0, 1), mlp({3}), points(5), second_derivatives);
    CHECK_NOTHROW(curved.system().hessian_times(a, a, b));
    CHECK_THROWS_WITH(curved.system().hessian_times(few, a, b), Contains("theta has 3 numbers, expected P = 10"));
    CHECK_THROWS_WITH(curved.system().hessian_times(a, few, b), Contains("v has 3 numbers, expected P = 10"));
    CHECK_THROWS_WITH(curved.system().hessian_times(a, a, few), Contains("out has 3 numbers, expected P = 10"));
}
