#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

#include "../catch.hpp"
#include "kernel_case.hpp"

// Everything that a system computes for one Term, against the oracle.
namespace example {

/// Rows and parameters to compare: all, or some spread over the range.
inline std::vector<std::size_t> some(std::size_t count, std::size_t most) {
    std::vector<std::size_t> list;
    for (std::size_t i = 0; i < std::min(count, most); ++i)
        list.push_back(count <= most ? i : i * (count - 1) / (most - 1));
    return list;
}

/// Row `row` of the residual for complex parameters
using row_function = std::function<complex(std::vector<complex> const& theta, std::size_t row)>;

/// r, J, J v, J^T w, the loss and its gradient of the one part, of weight 1.5, of a system. Knows neither term nor
/// architecture, so that it is compiled once for all of them.
template <class Real>
void compare_with_rows(lamina::collocated_system<Real>& system, std::vector<double> const& theta, std::size_t most,
                       row_function const& expected_row) {
    constexpr double step = 1e-40;
    constexpr bool wide = std::is_same_v<Real, double>;
    double const tolerance = wide ? 1e-11 : 3e-4;
    std::vector<Real> const t(theta.begin(), theta.end());
    std::size_t const N = system.rows(), P = system.parameters();
    REQUIRE(P == theta.size());

    std::vector<Real> r(N, -7), r_of_jacobian(N, -7), jt(P * N, -7);
    system.residual(t, r);
    system.jacobian(t, r_of_jacobian, jt);
    CHECK(r == r_of_jacobian);

    auto const rows = some(N, most);
    double scale = 0;
    for (std::size_t n : rows) scale = std::max(scale, std::abs(expected_row(complexified(theta), n)));
    for (std::size_t n : rows) {
        double const expected = expected_row(complexified(theta), n).real();
        CHECK(std::abs(r[n] - expected) <= tolerance * std::max(1.0, scale));
    }
    for (std::size_t p : some(P, most)) {
        auto shifted = complexified(theta);
        shifted[p] += complex(0, step);
        std::vector<double> slope;
        double largest = 1e-3;
        for (std::size_t n : rows) {
            slope.push_back(expected_row(shifted, n).imag() / step);
            largest = std::max(largest, std::abs(slope.back()));
        }
        for (std::size_t i = 0; i < rows.size(); ++i) {
            INFO("parameter " << p << ", row " << rows[i]);
            CHECK(std::abs(jt[p * N + rows[i]] - slope[i]) <= tolerance * largest);
        }
    }

    // against J, which is right by now
    std::vector<Real> v(P), jv(N), w(N), jtw(P), gradient(P);
    for (std::size_t p = 0; p < P; ++p) v[p] = static_cast<Real>(scrambled(p + 99));
    for (std::size_t n = 0; n < N; ++n) w[n] = static_cast<Real>(scrambled(n + 999));
    system.jacobian_times(t, v, jv);
    system.transposed_times(t, w, jtw);
    double const loss = system.loss_and_gradient(t, gradient);
    double expected_loss = 0, worst_jv = 0, worst_jtw = 0, worst_gradient = 0;
    double size_jv = 1, size_jtw = 1, size_gradient = 1;
    for (std::size_t n = 0; n < N; ++n) {
        double sum = 0, size = 0;
        for (std::size_t p = 0; p < P; ++p) {
            sum += double(jt[p * N + n]) * double(v[p]);
            size += std::abs(double(jt[p * N + n]) * double(v[p]));
        }
        size_jv = std::max(size_jv, size);
        worst_jv = std::max(worst_jv, std::abs(sum - jv[n]));
        expected_loss += 1.5 / static_cast<double>(N) * r[n] * r[n] / 2;
    }
    for (std::size_t p = 0; p < P; ++p) {
        double sum = 0, size = 0, slope = 0, slope_size = 0;
        for (std::size_t n = 0; n < N; ++n) {
            double const j = jt[p * N + n];
            sum += j * w[n];
            size += std::abs(j * w[n]);
            slope += 1.5 / static_cast<double>(N) * j * r[n];
            slope_size += std::abs(1.5 / static_cast<double>(N) * j * r[n]);
        }
        size_jtw = std::max(size_jtw, size);
        size_gradient = std::max(size_gradient, slope_size);
        worst_jtw = std::max(worst_jtw, std::abs(sum - jtw[p]));
        worst_gradient = std::max(worst_gradient, std::abs(slope - gradient[p]));
    }
    double const rounding = wide ? 1e-13 : 1e-5;
    // to J v every parameter contributes, here by a complex step along v
    auto along = complexified(theta);
    for (std::size_t p = 0; p < P; ++p) along[p] += complex(0, step * double(v[p]));
    for (std::size_t n : rows)
        CHECK(std::abs(jv[n] - expected_row(along, n).imag() / step) <= 10 * rounding * size_jv);
    CHECK(worst_jv <= rounding * size_jv);
    CHECK(worst_jtw <= rounding * size_jtw);
    CHECK(worst_gradient <= rounding * size_gradient);
    CHECK(loss == Approx(expected_loss).epsilon(wide ? 1e-13 : 1e-5));
}

/// The same of a Term for a network of an architecture
template <class Term, class Architecture, class Real>
void compare(std::vector<std::size_t> const& hidden, std::size_t points,
             lamina::combination how = lamina::combination::each, std::size_t threads = 1, std::size_t most = 12) {
    oracle::network const u = network_for<Term, Architecture>(hidden);
    auto const x = scattered_points(points, Term::dimension);
    lamina::thread_pool pool(threads);
    std::vector<std::unique_ptr<lamina::residual_part<Real>>> parts;
    parts.push_back(part<Term, Real>(x, how, 1.5));
    auto const system = system_of<Real>(u, pool, std::move(parts));
    REQUIRE(system->parameters() == u.parameters());
    INFO("points " << points << ", width " << (hidden.empty() ? 0 : hidden[0]) << ", rows " << system->rows());
    compare_with_rows<Real>(*system, parameters(u), most, [&](std::vector<complex> const& theta, std::size_t row) {
        return expected_row<Term>(u, theta, x, how, row);
    });
}

}  // namespace example
