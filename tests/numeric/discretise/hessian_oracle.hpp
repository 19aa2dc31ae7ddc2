#pragma once

#include <algorithm>
#include <cmath>
#include <complex>
#include <cstddef>
#include <functional>
#include <numbers>
#include <vector>

#include <lamina/rows/residual_system.hpp>

#include "catch.hpp"
#include "nested_dual.hpp"

// Second derivatives of a loss that the test writes down by hand, by Cauchy's integral: the loss is analytic in theta.
namespace oracle {

using complex_loss = std::function<complex(std::vector<complex> const&)>;

/// v^T (d^2 L / dtheta^2) w = d^2/ds dt L(theta + s v + t w) at 0: both derivatives by the trapezoidal rule on circles
/// of radius `radius`, whose error falls as (radius / distance of the next pole)^nodes.
inline double second_derivative(complex_loss const& loss, std::vector<double> const& theta,
                                std::vector<double> const& v, std::vector<double> const& w, double radius = 0.04) {
    constexpr int nodes = 14;
    auto const node = [](int k) { return std::polar(1.0, 2 * std::numbers::pi * (k + 0.5) / nodes); };
    double sum = 0;
    std::vector<complex> at(theta.size());
    for (int j = 0; j < nodes / 2; ++j)  // the other half is their conjugate
        for (int k = 0; k < nodes; ++k) {
            for (std::size_t p = 0; p < at.size(); ++p) at[p] = theta[p] + radius * (v[p] * node(j) + w[p] * node(k));
            sum += 2 * (loss(at) / (node(j) * node(k))).real();
        }
    return sum / (nodes * nodes * radius * radius);
}

/// Numbers in (-1, 1)
inline std::vector<double> some_direction(std::size_t size, double seed) {
    std::vector<double> v(size);
    for (std::size_t p = 0; p < size; ++p) v[p] = std::sin(seed + 2.7 * static_cast<double>(p * p % 97));
    return v;
}

/// H v against the loss along v and each of `count` parameters, or one direction if it is 0; and its symmetry.
/// Tolerances are relative to the largest entry.
template <class Real>
void check_hessian(lamina::residual_system<Real>& system, std::vector<double> const& theta, complex_loss const& loss,
                   std::size_t count, double tolerance = 1e-9) {
    std::size_t const P = system.parameters();
    REQUIRE(theta.size() == P);
    auto const v = some_direction(P, 1), w = some_direction(P, 2);
    std::vector<Real> const at(theta.begin(), theta.end()), rv(v.begin(), v.end()), rw(w.begin(), w.end());
    std::vector<Real> of_v(P, -7), of_w(P, 7), gauss_newton(P, 7);
    system.hessian_times(at, rv, of_v);
    system.hessian_times(at, rw, of_w);
    system.gauss_newton_times(at, rv, gauss_newton);
    double left = 0, right = 0, size = 0, largest = 0, residual_part = 0;
    for (std::size_t p = 0; p < P; ++p) {
        left += w[p] * of_v[p];
        right += v[p] * of_w[p];
        size += std::abs(w[p] * of_v[p]);
        largest = std::max(largest, std::abs(static_cast<double>(of_v[p])));
        residual_part = std::max(residual_part, std::abs(static_cast<double>(of_v[p] - gauss_newton[p])));
    }
    CHECK(std::abs(left - right) <= tolerance / 100 * size);
    CHECK(residual_part > 1e-3 * largest);
    CHECK(std::abs(left - second_derivative(loss, theta, v, w)) <= tolerance * size);
    for (std::size_t i = 0; i < count; ++i) {
        std::size_t const p = i * (P - 1) / std::max<std::size_t>(1, count - 1);
        std::vector<double> one(P);
        one[p] = 1;
        INFO("parameter " << p);
        CHECK(std::abs(of_v[p] - second_derivative(loss, theta, v, one)) <= tolerance * largest);
    }
}

}  // namespace oracle
