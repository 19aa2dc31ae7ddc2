// Effective tensors of vector equations in cells that are no layers, against what is exact and against a Galerkin
// method with trigonometric functions, written here.
#include "catch.hpp"

#include <array>
#include <cmath>
#include <numbers>
#include <vector>

// The library has its own Eigen, compiled for another SIMD width: under one name the linker would mix the two.
#define Eigen eigen_of_this_test
#include <Eigen/Dense>

#include <lamina.hpp>

#include "energy.hpp"

using namespace lamina;

namespace {

constexpr auto x = position<2>;
constexpr auto eps = parameter<"eps">;
constexpr auto u = unknown<"u", 2>(x);
constexpr auto f = vector(constant<1>, constant<0>);

constexpr auto varying_bulk =
    coefficient<"C">([](auto y) { return isotropic<2>(2 + sin(2 * pi * y[0]) * cos(2 * pi * y[1]), constant<3, 2>); });
constexpr auto hill = homogenize(problem(-div(contract(varying_bulk(x / eps), sym(grad(u)))) == f), x / eps);

constexpr auto stiff = coefficient<"C">([](auto y) {
    return isotropic<2>(2 + 0.4 * sin(2 * pi * y[0]) * cos(2 * pi * y[1]), 1 + 0.2 * cos(2 * pi * (y[0] + y[1])));
});
constexpr auto by_strains = homogenize(problem(-div(contract(stiff(x / eps), sym(grad(u)))) == f), x / eps);
constexpr auto by_gradients = homogenize(problem(-div(contract(stiff(x / eps), grad(u))) == f), x / eps);

constexpr auto general = coefficient<"C">([](auto y) {
    constexpr auto s = [](auto at) { return 0.3 * sin(2 * pi * at[0]) * cos(2 * pi * at[1]); };
    return matrix(row(3 + s(y), 0.2, 0.4, constant<0>), row(0.1, 2 - s(y), 0.3 * cos(2 * pi * y[0]), 0.2),
                  row(-0.3, 0.5, 2 + cos(2 * pi * y[1]) / 5, 0.1), row(0.6, constant<0>, 0.2, 4 + 2 * s(y)));
});
constexpr auto any = homogenize(problem(-div(contract(general(x / eps), grad(u))) == f), x / eps);

constexpr auto slowly = coefficient<"C">([](auto at, auto y) {
    return isotropic<2>((1 + at[0] * at[0]) * (2 + sin(2 * pi * y[0])), (1 + at[0] * at[0]) * (2 + cos(2 * pi * y[0])));
});
constexpr auto slow = homogenize(problem(-div(contract(slowly(x, x / eps), sym(grad(u)))) == f), x / eps);

/// C of `general` at y, by rows
std::array<double, 16> general_at(double y0, double y1) {
    double const p = 2 * std::numbers::pi, s = 0.3 * std::sin(p * y0) * std::cos(p * y1);
    return {3 + s, 0.2, 0.4, 0,   0.1,      2 - s, 0.3 * std::cos(p * y0), 0.2, -0.3, 0.5, 2 + std::cos(p * y1) / 5,
            0.1,   0.6, 0,   0.2, 4 + 2 * s};
}

/// mean(C (e_j + grad N_j)) with N_j of the trigonometric functions of frequencies up to `top` in each component
Eigen::Matrix4d galerkin(int top, int points) {
    std::vector<std::array<int, 2>> waves;  // one of k and -k
    for (int k = 0; k <= top; ++k)
        for (int l = -top; l <= top; ++l)
            if (k > 0 || l > 0) waves.push_back({k, l});
    long const count = static_cast<long>(4 * waves.size()), rows = 4L * points * points;
    Eigen::MatrixXd slopes = Eigen::MatrixXd::Zero(rows, count), stress(rows, count), driven(rows, 4);
    Eigen::MatrixXd unit(rows, 4);
    double const p = 2 * std::numbers::pi;
    for (long q = 0; q < rows / 4; ++q) {
        double const y0 = static_cast<double>(q / points) / points, y1 = static_cast<double>(q % points) / points;
        long column = 0;
        for (auto const& [k, l] : waves)
            for (int component = 0; component < 2; ++component)
                for (int part = 0; part < 2; ++part, ++column) {
                    double const phase = p * (k * y0 + l * y1), g = part == 0 ? std::cos(phase) : -std::sin(phase);
                    slopes(4 * q + 2 * component, column) = p * k * g;
                    slopes(4 * q + 2 * component + 1, column) = p * l * g;
                }
        auto const entries = general_at(y0, y1);
        Eigen::Matrix4d const c = Eigen::Map<Eigen::Matrix<double, 4, 4, Eigen::RowMajor> const>(entries.data());
        stress.middleRows(4 * q, 4) = c * slopes.middleRows(4 * q, 4);
        driven.middleRows(4 * q, 4) = c;
        unit.middleRows(4 * q, 4).setIdentity();
    }
    Eigen::MatrixXd const amplitudes = (slopes.transpose() * stress).partialPivLu().solve(-slopes.transpose() * driven);
    return unit.transpose() * (driven + stress * amplitudes) / static_cast<double>(points * points);
}

}  // namespace

TEST_CASE("with one shear modulus the effective bulk modulus is that of Hill", "[homogenize]") {
    auto const medium = solve(hill, period(1));
    double inverse = 0;  // 1 / (K* + mu) = mean(1 / (K + mu)) with K = lambda + mu (Hill 1964)
    for (int i = 0; i < 64; ++i)
        for (int j = 0; j < 64; ++j)
            inverse += 1 / (5 + std::sin(std::numbers::pi * i / 32) * std::cos(std::numbers::pi * j / 32)) / 4096;
    double const mu = 1.5, lambda = 1 / inverse - 2 * mu;
    double const exact[4][4]{
        {lambda + 2 * mu, 0, 0, lambda}, {0, mu, mu, 0}, {0, mu, mu, 0}, {lambda, 0, 0, lambda + 2 * mu}};
    for (std::size_t i = 0; i < 4; ++i)
        for (std::size_t j = 0; j < 4; ++j) CHECK(std::abs(medium(i, j) - exact[i][j]) <= 1e-10);
}

TEST_CASE("an effective tensor of elasticity has its symmetries, by strains and by gradients", "[homogenize]") {
    static_assert(by_strains.cells == 3 && by_gradients.cells == 4);
    auto const medium = solve(by_strains, period(1)), full = solve(by_gradients, period(1));
    for (std::size_t i = 0; i < 4; ++i)
        for (std::size_t j = 0; j < 4; ++j) {
            CHECK(std::abs(medium(i, j) - medium(j, i)) <= 1e-11);
            CHECK(std::abs(medium(i, j) - full(i, j)) <= 1e-11);
        }
    CHECK(std::abs(medium(1, 0) - medium(2, 0)) <= 1e-12);
    CHECK(std::abs(medium(0, 3) - medium(0, 0)) > 1);
}

TEST_CASE("a tensor without symmetries has the effective one of a Galerkin method", "[homogenize]") {
    auto const medium = solve(any, period(1));
    Eigen::Matrix4d const exact = galerkin(6, 32);
    for (std::size_t i = 0; i < 4; ++i)
        for (std::size_t j = 0; j < 4; ++j)
            CHECK(std::abs(medium(i, j) - exact(static_cast<long>(i), static_cast<long>(j))) <= 1e-10);
}

TEST_CASE("the effective tensor is one by flux and by energy", "[homogenize]") {
    auto const coefficient = [](std::span<double const> y) {
        std::size_t const n = y.size() / 2;
        std::vector<double> out(16 * n);
        for (std::size_t p = 0; p < n; ++p) {
            auto const c = general_at(y[2 * p], y[2 * p + 1]);
            for (std::size_t k = 0; k < 16; ++k) out[k * n + p] = c[k];
        }
        return out;
    };
    std::vector<double> const unit{1, 1};
    auto const medium = energy::tensor_of(coefficient, unit, 32, 2);
    auto const derived = solve(any, period(1));
    for (std::size_t k = 0; k < 16; ++k) {
        CHECK(std::abs(medium.by_flux[k] - medium.by_energy[k]) <= 1e-11);
        CHECK(std::abs(derived(k / 4, k % 4) - medium.by_energy[k]) <= 1e-11);
    }
    auto const& n_01 = medium.correctors[1].chi;  // two components
    periodic_interpolant const second(medium.cell, std::span(&n_01(1, 0), n_01.shape()[1]));
    CHECK(std::abs(second({0.3, 0.6, 0}) - derived.corrector("N_01[1]")({0.3, 0.6, 0})) <= 1e-11);
}

TEST_CASE("an elastic tensor of the slow and the fast variable has an effective one at each slow point",
          "[homogenize]") {
    static_assert(slow.slow_cells);
    auto const here = solve(slow, period(1), at(0.5, 0.2)), there = solve(slow, period(1), at(0.0, 0.7));
    for (std::size_t i = 0; i < 4; ++i)
        for (std::size_t j = 0; j < 4; ++j) CHECK(std::abs(here(i, j) - 1.25 * there(i, j)) <= 1e-11);
    auto const box_of_them = solve(slow, period(1), box({0, 0}, {1, 1}), chebyshev{2}, medium_options{.grid = 32});
    auto const problem = effective_problem(slow, box_of_them);
    CHECK(!to_text(problem.equation).empty());
    CHECK_THROWS_WITH(solve(slow, period(1), box({0, 0}, {1, 1}), chebyshev{2, 3}),
                      Catch::Contains("chebyshev, the degree for all slow axes: 2 numbers, expected 1"));
    // average 0 is the stress 00 of mode 00: 5.5677... (1 + x0^2)
    std::array<double, 2> const point{0.4, 0.9};
    std::array<int, 2> const once{1, 0};
    CHECK(std::abs(box_of_them.average(0, point, once) - 0.8 * there(0, 0)) <= 1e-9);
    CHECK_THROWS_WITH(box_of_them.average(0, std::array{0.4, 0.9, 0.4, 0.9}, once),
                      Catch::Contains("x has 4 coordinates, expected the 2 of one point"));
}

TEST_CASE("a tensor with no energy for a strain is refused with its point", "[homogenize]") {
    cell_equation cell;
    cell.dimension = cell.components = 2;
    cell.tensor = {3, 0, 0, 1, 0, -1, -1, 0, 0, -1, -1, 0, 1, 0, 0, 3};
    cell.flux.assign(4, 0.0);
    CHECK_THROWS_WITH(solve(cell), Catch::Contains("on symmetric gradients is -2, expected > 0"));
    cell.components = 5;
    CHECK_THROWS_WITH(solve(cell), Catch::Contains("5 components, expected 1 to 4"));
}
