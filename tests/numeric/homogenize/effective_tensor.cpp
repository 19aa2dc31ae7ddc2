#include "catch.hpp"

#include <cmath>
#include <numbers>

#include <lamina/homogenize/periodic_interpolant.hpp>

#include "energy.hpp"

using namespace lamina;
using energy::effective_tensor;
using energy::tensor_of;
using std::numbers::pi;

namespace {

/// A from a function of one point that fills a D x D matrix.
template <class Matrix>
energy::coefficient tensor(std::size_t d, Matrix const& at) {
    return [d, at](std::span<double const> y) {
        std::size_t const n = y.size() / d;
        std::vector<double> out(d * d * n);
        for (std::size_t p = 0; p < n; ++p) {
            auto const a = at(y.data() + p * d);
            for (std::size_t k = 0; k < d * d; ++k) out[k * n + p] = a[k];
        }
        return out;
    };
}

template <class Scalar>
energy::coefficient scalar(std::size_t d, Scalar const& at) {
    return tensor(d, [d, at](double const* y) {
        std::vector<double> a(d * d, 0.0);
        for (std::size_t i = 0; i < d; ++i) a[i * d + i] = at(y);
        return a;
    });
}

std::vector<double> const unit1{1}, unit2{1, 1}, unit3{1, 1, 1};

}  // namespace

TEST_CASE("in one dimension the effective coefficient is the harmonic mean", "[homogenize]") {
    std::vector<double> const period{2 * pi};
    auto const a = tensor_of(scalar(1, [](double const* y) { return 1 / (2.1 + 2 * std::sin(y[0])); }), period);
    CHECK(std::abs(a(0, 0) - 1 / 2.1) <= 1e-12);
    CHECK(std::abs(a.by_flux[0] - 1 / 2.1) <= 1e-12);
    auto const b = tensor_of(scalar(1, [](double const* y) { return 2 + 0.5 * std::sin(2 * pi * y[0]); }), unit1);
    CHECK(std::abs(b(0, 0) - std::sqrt(15.0) / 2) <= 1e-11);
}

TEST_CASE("two-dimensional effective tensors agree with the reference table", "[homogenize]") {
    auto check = [](effective_tensor const& m, double a11, double a12, double a22) {
        CHECK(std::abs(m(0, 0) - a11) <= 1e-11);
        CHECK(std::abs(m(0, 1) - a12) <= 1e-11);
        CHECK(std::abs(m(1, 0) - a12) <= 1e-11);
        CHECK(std::abs(m(1, 1) - a22) <= 1e-11);
        for (std::size_t k = 0; k < 4; ++k) CHECK(std::abs(m.by_flux[k] - m.by_energy[k]) <= 1e-11);
    };
    check(tensor_of(scalar(2, [](double const* y) { return 2 + std::sin(2 * pi * y[0]) * std::cos(2 * pi * y[1]); }),
                    unit2),
          1.935359234812290, 0, 1.935359234812290);
    check(tensor_of(
              scalar(2, [](double const* y) { return std::exp(std::sin(2 * pi * y[0]) + std::cos(2 * pi * y[1])); }),
              unit2),
          1, 0, 1);
    check(tensor_of(scalar(2, [](double const* y) { return 2 + std::sin(2 * pi * (y[0] + y[1])); }), unit2),
          1.866025403784439, -0.133974596215561, 1.866025403784439);
    double const c = std::sqrt(3.0) / 2, s = 0.5;
    check(tensor_of(tensor(2,
                           [c, s](double const* y) {
                               double const p = 2 + std::sin(2 * pi * y[0]), q = 3 + 1.5 * std::cos(2 * pi * y[0]);
                               return std::vector<double>{c * c * p + s * s * q, c * s * (p - q), c * s * (p - q),
                                                          s * s * p + c * c * q};
                           }),
                    unit2),
          2.087911636061258, -0.451729054002727, 2.609523417919757);
}

TEST_CASE("a three-dimensional laminate has the harmonic mean across and the mean along", "[homogenize]") {
    auto const m = tensor_of(scalar(3, [](double const* y) { return 2 + 0.5 * std::sin(2 * pi * y[2]); }), unit3, 16);
    for (std::size_t i = 0; i < 3; ++i)
        for (std::size_t j = 0; j < 3; ++j) {
            double const expected = i != j ? 0 : i == 2 ? std::sqrt(15.0) / 2 : 2.0;
            CHECK(std::abs(m(i, j) - expected) <= 1e-11);
        }
}

TEST_CASE("in three dimensions a two-dimensional medium keeps its tensor and adds the mean", "[homogenize]") {
    auto const m = tensor_of(
        scalar(3, [](double const* y) { return std::exp(std::sin(2 * pi * y[0]) + std::cos(2 * pi * y[2])); }), unit3,
        24);
    // the mean of exp(sin) is the Bessel function I_0(1) by its series
    double i0 = 0, term = 1;
    for (int k = 1; k < 20; ++k) i0 += term, term *= 0.25 / (k * k);
    for (std::size_t i = 0; i < 3; ++i)
        for (std::size_t j = 0; j < 3; ++j) CHECK(std::abs(m(i, j) - (i != j ? 0 : i == 1 ? i0 * i0 : 1)) <= 1e-11);
}

TEST_CASE("a stretched cell has the stretched tensor", "[homogenize]") {
    // y = (L_0 z_0, L_1 z_1): A_ij(y) = L_i L_j B_ij(z) has a*_ij = L_i L_j b*_ij
    double const l[2] = {2 * pi, 0.125};
    auto const m = tensor_of(tensor(2,
                                    [l](double const* y) {
                                        double const b =
                                            2 + std::sin(2 * pi * y[0] / l[0]) * std::cos(2 * pi * y[1] / l[1]);
                                        return std::vector<double>{l[0] * l[0] * b, 0, 0, l[1] * l[1] * b};
                                    }),
                             std::vector<double>{l[0], l[1]});
    for (std::size_t i = 0; i < 2; ++i) CHECK(std::abs(m(i, i) / (l[i] * l[i]) - 1.935359234812290) <= 1e-11);
    CHECK(std::abs(m(0, 1)) <= 1e-11);
}

TEST_CASE("the effective tensor converges spectrally in the points an axis", "[homogenize]") {
    std::vector<double> errors;
    for (std::size_t const n : {6u, 12u, 24u}) {
        auto const m = tensor_of(
            scalar(2, [](double const* y) { return std::exp(std::sin(2 * pi * y[0]) + std::cos(2 * pi * y[1])); }),
            unit2, n);
        errors.push_back(std::abs(m(0, 0) - 1));
    }
    CHECK(errors[1] < 1e-2 * errors[0]);
    CHECK(errors[2] < 1e-4 * errors[1]);
}

namespace {

/// A medium without symmetry whose skew part oscillates: the correctors of A and of its transpose differ.
energy::coefficient skewed(double sign) {
    return tensor(2, [sign](double const* y) {
        double const p = 2 + std::sin(2 * pi * y[0]) * std::cos(2 * pi * y[1]);
        double const skew = sign * (0.3 + std::cos(2 * pi * (y[0] - y[1])));
        return std::vector<double>{p, 0.2 + skew, 0.2 - skew, p + 1};
    });
}

}  // namespace

TEST_CASE("the tensor of a transposed medium is the transposed tensor", "[homogenize]") {
    auto const m = tensor_of(skewed(1), unit2), t = tensor_of(skewed(-1), unit2);
    CHECK(std::abs(m(0, 1) - m(1, 0)) > 0.1);
    for (std::size_t i = 0; i < 2; ++i)
        for (std::size_t j = 0; j < 2; ++j) {
            CHECK(std::abs(m(i, j) - t(j, i)) <= 1e-11);
            CHECK(std::abs(m.by_flux[2 * i + j] - m(i, j)) <= 1e-10);
        }
}

TEST_CASE("with adjoint correctors the energy of rough correctors is second order accurate", "[homogenize]") {
    auto const exact = tensor_of(skewed(1), unit2),
               rough = tensor_of(skewed(1), unit2, 64, 1, {.tolerance = 1e-3, .accepted = 1});
    double by_flux = 0, by_energy = 0;
    for (std::size_t k = 0; k < 4; ++k) {
        by_flux = std::max(by_flux, std::abs(rough.by_flux[k] - exact.by_energy[k]));
        by_energy = std::max(by_energy, std::abs(rough.by_energy[k] - exact.by_energy[k]));
    }
    INFO(by_flux << " " << by_energy);
    CHECK(by_flux > 1e-7);
    CHECK(by_energy < 1e-2 * by_flux);
}

TEST_CASE("correctors between grid points have the closed form of one dimension", "[homogenize]") {
    // a = 1 / (2.1 + 2 sin y): a (1 + chi') = a*, so chi' = (2.1 + 2 sin y) / 2.1 - 1, chi = -2 cos y / 2.1
    std::vector<double> const period{2 * pi};
    auto const m = tensor_of(scalar(1, [](double const* y) { return 1 / (2.1 + 2 * std::sin(y[0])); }), period);
    periodic_interpolant const chi(m.cell, m.correctors[0].chi);
    double worst = 0, worst_slope = 0;
    for (int k = 0; k <= 20000; ++k) {
        double const y = 32 * (-pi + 2 * pi * k / 20000);
        worst = std::max(worst, std::abs(chi({y, 0, 0}) + 2 * std::cos(y) / 2.1));
        worst_slope = std::max(worst_slope, std::abs(chi.gradient({y, 0, 0})[0] - 2 * std::sin(y) / 2.1));
    }
    CHECK(worst < 1e-11);
    CHECK(worst_slope < 1e-11);
}

TEST_CASE("a constant skew part passes through homogenisation unchanged", "[homogenize]") {
    // div(S grad u) = 0 for constant skew S: the laminate's tensor plus S.
    double const skew = 0.7;
    auto const m = tensor_of(tensor(2,
                                    [skew](double const* y) {
                                        double const p = 2 + 0.5 * std::sin(2 * pi * y[0]);
                                        return std::vector<double>{p, skew, -skew, p};
                                    }),
                             unit2);
    CHECK(std::abs(m(0, 0) - std::sqrt(15.0) / 2) <= 1e-11);
    CHECK(std::abs(m(0, 1) - skew) <= 1e-11);
    CHECK(std::abs(m(1, 0) + skew) <= 1e-11);
    CHECK(std::abs(m(1, 1) - 2) <= 1e-11);
    CHECK(std::abs(m.by_flux[1] - skew) <= 1e-10);
}

TEST_CASE("the corrector of a reaction has the closed form cos y / D", "[homogenize]") {
    // -D N'' = -cos(k y), k = 2 pi / L: N = -cos(k y) / (D k^2) and r* = mean(r N) = -1 / (2 D k^2)
    for (double const period : {2 * pi, 1.0}) {
        double const k = 2 * pi / period;
        cell_equation cell;
        cell.grid[0] = 32;
        cell.period[0] = period;
        cell.tensor.assign(32, 2.0);
        cell.flux.assign(32, 0.0);
        for (std::size_t p = 0; p < 32; ++p) cell.source.push_back(-std::cos(k * cell.at(p)[0]));
        auto const n = solve(cell);
        double mean = 0;
        for (std::size_t p = 0; p < 32; ++p) mean += std::cos(k * cell.at(p)[0]) * n.chi(0, p) / 32;
        CHECK(std::abs(mean - (period == 1.0 ? -0.006332573977646 : -0.25)) <= 1e-14);
        periodic_interpolant const anywhere(cell, n.chi);
        CHECK(std::abs(anywhere({1.234, 0, 0}) + std::cos(k * 1.234) / (2 * k * k)) <= 1e-14);
    }
}

TEST_CASE("what has no solution is refused with the place and the value", "[homogenize]") {
    CHECK_THROWS_WITH(tensor_of(scalar(1, [](double const* y) { return std::sin(y[0]); }), unit1),
                      Catch::Contains("not coercive at y = (0)"));
    CHECK_THROWS_WITH(tensor_of(scalar(1, [](double const* y) { return 1 / y[0]; }), unit1),
                      Catch::Contains("is inf at y = (0)"));
    cell_equation cell;
    cell.grid[0] = 8;
    cell.tensor.assign(8, 1.0);
    cell.flux.assign(8, 0.0);
    cell.source.assign(8, 1.0);
    CHECK_THROWS_WITH(solve(cell), Catch::Contains("mean of the source is 1"));
    for (std::size_t p = 0; p < 8; ++p)  // a source, so that it is not solved in closed form
        cell.source[p] = std::sin(2 * pi * cell.at(p)[0]), cell.tensor[p] += 0.5 * (p % 2 == 1);
    CHECK_THROWS_WITH(solve(cell, {.iterations = 1}), Catch::Contains("not solved: relative residual"));
}
