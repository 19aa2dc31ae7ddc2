#include "catch.hpp"

#include <cmath>
#include <numbers>

#include <lamina/numerics/least_squares.hpp>
#include <lamina/network/chebyshev.hpp>

using namespace lamina;
using std::numbers::pi;

namespace {

chebyshev_basis on_interval(double lower, double upper, std::size_t degree) {
    return {std::vector<double>{lower}, std::vector<double>{upper}, std::vector<std::size_t>{degree}};
}

/// exact, coefficient, their derivatives and the right-hand side of -(a(x / eps) u')' = f with the two-scale solution
/// u = sin 2x + eps sin(x / eps) - (eps / pi) sin(pi / eps) x
struct two_scale_darcy {
    double eps;

    [[nodiscard]] double u(double x) const {
        return std::sin(2 * x) + eps * std::sin(x / eps) - eps / pi * std::sin(pi / eps) * x;
    }
    [[nodiscard]] double a(double x) const { return 1 / (2.1 + 2 * std::sin(x / eps)); }
    [[nodiscard]] double slope_of_a(double x) const { return -2 * std::cos(x / eps) / eps * a(x) * a(x); }
    [[nodiscard]] double f(double x) const {
        double const slope = 2 * std::cos(2 * x) + std::cos(x / eps) - eps / pi * std::sin(pi / eps);
        double const second = -4 * std::sin(2 * x) - std::sin(x / eps) / eps;
        return -(slope_of_a(x) * slope + a(x) * second);
    }
};

}  // namespace

TEST_CASE("Chebyshev polynomials and their derivatives have their closed forms", "[network]") {
    auto const basis = on_interval(1, 5, 40);
    REQUIRE(basis.size() == 41);
    for (double const s : {-0.9, -0.3, 0.0, 0.55, 0.999}) {
        double const t = std::acos(s), sine = std::sin(t);
        std::vector<double> const x{3 + 2 * s};
        auto const value = basis.derivative(x, std::vector{0}), first = basis.derivative(x, std::vector{1}),
                   second = basis.derivative(x, std::vector{2});
        for (int n = 0; n <= 40; ++n) {
            double const t1 = n * std::sin(n * t) / sine;
            double const t2 = (-n * n * std::cos(n * t) + s * t1) / (sine * sine);
            auto const k = static_cast<std::size_t>(n);
            CHECK(std::abs(value(0, k) - std::cos(n * t)) < 1e-12);
            CHECK(std::abs(first(0, k) - t1 / 2) < 1e-10 * (1 + std::abs(t1)));
            CHECK(std::abs(second(0, k) - t2 / 4) < 1e-9 * (1 + n * n + std::abs(t2)));
        }
    }
    auto const end = basis.derivative(std::vector<double>{5}, std::vector{3});
    for (int n = 0; n <= 40; ++n)  // n^2 (n^2 - 1) (n^2 - 4) / 15
        CHECK(end(0, static_cast<std::size_t>(n)) ==
              Approx(n * n * (n * n - 1.0) * (n * n - 4.0) / 15 / 8).margin(1e-12));
}

TEST_CASE("products of Chebyshev polynomials have mixed derivatives, the last axis fastest", "[network]") {
    chebyshev_basis const basis(std::vector<double>{0, -1, 2}, std::vector<double>{2, 1, 6},
                                std::vector<std::size_t>{2, 1, 3});
    REQUIRE(basis.size() == 24);
    double const x = 1.7, y = 0.4, z = 2.5, s = x - 1, q = (z - 4) / 2;
    auto const d = basis.derivative(std::vector<double>{x, y, z}, std::vector{1, 0, 2});
    std::vector<double> const first{0, 1, 4 * s}, second{1, y}, third{0, 0, 4.0 / 4, 24 * q / 4};
    for (std::size_t i = 0; i < 3; ++i)
        for (std::size_t j = 0; j < 2; ++j)
            for (std::size_t k = 0; k < 4; ++k)
                CHECK(std::abs(d(0, (i * 2 + j) * 4 + k) - first[i] * second[j] * third[k]) < 1e-13);
}

TEST_CASE("least-squares collocation solves the two-scale Darcy equation to eight digits", "[network]") {
    two_scale_darcy const exact{1.0 / 32};
    std::size_t const degree = 480, interior = 960, rows = interior + 2;
    auto const basis = on_interval(-pi, pi, degree);
    std::size_t const unknowns = basis.size();
    std::vector<double> x;
    for (std::size_t k = 0; k < interior; ++k)
        x.push_back(-pi * std::cos(pi * (static_cast<double>(k) + 0.5) / static_cast<double>(interior)));
    auto const first = basis.derivative(x, std::vector{1}), second = basis.derivative(x, std::vector{2});
    auto const ends = basis.derivative(std::vector{-pi, pi}, std::vector{0});
    std::vector<double> matrix, right;
    for (std::size_t r = 0; r < interior; ++r) {
        // divided by a: rows of like size
        double const drift = exact.slope_of_a(x[r]) / exact.a(x[r]);
        for (std::size_t k = 0; k < unknowns; ++k)
            matrix.push_back(second(r, k) + drift * first(r, k));
        right.push_back(-exact.f(x[r]) / exact.a(x[r]));
    }
    matrix.insert(matrix.end(), ends.begin(), ends.end());
    right.insert(right.end(), 2, 0.0);
    std::vector<double> columns(unknowns * rows);
    for (std::size_t k = 0; k < unknowns; ++k)
        for (std::size_t r = 0; r < rows; ++r) columns[k * rows + r] = matrix[r * unknowns + k];
    auto const theta = numerics::least_squares(columns, rows, unknowns, right, 1e-15).x;

    double worst = 0;
    for (int p = 0; p <= 2000; ++p) {
        double const at = -pi + 2 * pi * p / 2000, clamped = std::min(at, pi);
        auto const row = basis.derivative(std::vector{clamped}, std::vector{0});
        double value = 0;
        for (std::size_t k = 0; k < unknowns; ++k) value += theta[k] * row(0, k);
        worst = std::max(worst, std::abs(value - exact.u(clamped)));
    }
    INFO("largest error " << worst);
    CHECK(worst <= 1e-8);
}

TEST_CASE("bases and points that do not fit are refused", "[network]") {
    CHECK_THROWS_AS(on_interval(1, 1, 3), std::invalid_argument);
    CHECK_THROWS_AS(on_interval(0, NAN, 3), std::invalid_argument);
    auto const basis = on_interval(0, 1, 3);
    CHECK_THROWS_AS(basis.derivative(std::vector<double>{1.1}, std::vector{0}), std::invalid_argument);
    CHECK_THROWS_AS(basis.derivative(std::vector<double>{NAN}, std::vector{0}), std::invalid_argument);
    CHECK_THROWS_AS(basis.derivative(std::vector<double>{0.5}, std::vector{-1}), std::invalid_argument);
    CHECK_THROWS_AS(basis.derivative(std::vector<double>{0.5}, std::vector{0, 0}), std::invalid_argument);
}
