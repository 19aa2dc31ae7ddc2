#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include <lamina/rows/residual_system.hpp>
#include <lamina/sample/quadrature.hpp>
#include <lamina/tangent_kernel/tangent_kernel.hpp>

#include "catch.hpp"
#include "nested_dual.hpp"

// A whole residual system against rows that the test writes down by hand, with nested duals in x and complex steps
// in theta.
namespace oracle {

using parameters = std::vector<complex>;
using coordinates = std::vector<double>;

/// Point number n of an array of points with `axes` coordinates.
inline coordinates point(std::vector<double> const& points, std::size_t axes, std::size_t n) {
    auto const begin = points.begin() + static_cast<std::ptrdiff_t>(n * axes);
    return {begin, begin + static_cast<std::ptrdiff_t>(axes)};
}

/// Derivatives of the outputs of a network at a point: `u(0, i, j)` is d^2 u_0 / dx_i dx_j.
template <class Network>
struct solution {
    Network const& net;
    parameters const& theta;
    coordinates const& x;
    template <class... Direction>
    complex operator()(std::size_t output, Direction... i) const {
        return derivative(net, theta, x, output, i...);
    }
};

/// What the rows of one block must be: r_n as a function of theta.
struct expected_block {
    std::string name;
    std::size_t size;
    std::function<complex(parameters const&, std::size_t)> row;
};

/// Rows that hold at each of some points: r(u, x), u the solution.
template <class Network, class Row>
expected_block at_points(std::string name, Network const& net, std::vector<double> const& points, Row row) {
    std::size_t const axes = net.inputs();
    return {std::move(name), points.size() / axes, [=](parameters const& theta, std::size_t n) {
                coordinates const x = point(points, axes, n);
                return complex(row(solution<Network>{net, theta, x}, x));
            }};
}

/// Rows that are differences between opposite faces: r(u) on the lower points less r(u) on the upper ones.
template <class Network, class Row>
expected_block across(std::string name, Network const& net, std::vector<double> const& pairs, Row row) {
    std::size_t const axes = net.inputs(), half = pairs.size() / axes / 2;
    return {std::move(name), half, [=](parameters const& theta, std::size_t n) {
                coordinates const lower = point(pairs, axes, n), upper = point(pairs, axes, half + n);
                return complex(row(solution<Network>{net, theta, lower})) -
                       complex(row(solution<Network>{net, theta, upper}));
            }};
}

/// The one row of a condition on a mean: the average of r(u, x).
template <class Network, class Row>
expected_block average(std::string name, Network const& net, lamina::quadrature const& over, Row row) {
    auto const each = at_points("", net, {over.points.begin(), over.points.end()}, row);
    return {std::move(name), 1, [=](parameters const& theta, std::size_t) {
                complex sum = 0;
                for (std::size_t n = 0; n < each.size; ++n) sum += over.weights(n) * each.row(theta, n);
                return sum;
            }};
}

/// r, J, the loss with its gradient, and all entries of the tangent kernel, to 1e-11 of their scale.
inline void check(lamina::residual_system<double>& system, std::vector<double> const& theta,
                  std::vector<expected_block> const& expected) {
    constexpr double h = 1e-30, tolerance = 1e-11;
    std::size_t const count = system.parameters(), rows = system.rows();
    REQUIRE(count == theta.size());
    REQUIRE(system.blocks().size() == expected.size());
    std::vector<double> r(rows), jt(count * rows), gradient(count), expected_r(rows), j(rows * count);
    system.jacobian(theta, r, jt);
    double const loss = system.loss_and_gradient(theta, gradient);

    std::size_t begin = 0;
    for (std::size_t b = 0; b < expected.size(); ++b) {
        auto const& block = system.blocks()[b];
        INFO("block " << b << ", " << block.name);
        CHECK(block.name == expected[b].name);
        REQUIRE(block.begin == begin);
        REQUIRE(block.size == expected[b].size);
        double worst_r = 0, scale_r = 1e-3, worst_j = 0, scale_j = 0;
        parameters steps(theta.begin(), theta.end());
        for (std::size_t n = 0; n < block.size; ++n) {
            std::size_t const row = begin + n;
            expected_r[row] = expected[b].row(steps, n).real();
            worst_r = std::max(worst_r, std::abs(expected_r[row] - r[row]));
            scale_r = std::max(scale_r, std::abs(r[row]));
            for (std::size_t q = 0; q < count; ++q) {
                steps[q] += complex(0, h);
                j[row * count + q] = expected[b].row(steps, n).imag() / h;
                steps[q] = theta[q];
                worst_j = std::max(worst_j, std::abs(j[row * count + q] - jt[q * rows + row]));
                scale_j = std::max(scale_j, std::abs(j[row * count + q]));
            }
        }
        CHECK(worst_r <= tolerance * scale_r);
        CHECK(scale_j > 0);
        CHECK(worst_j <= tolerance * scale_j);
        begin += block.size;
    }
    REQUIRE(begin == rows);

    double expected_loss = 0;
    std::vector<double> sum(count, 0.0), size(count, 1e-12);
    for (auto const& block : system.blocks())
        for (std::size_t n = block.begin; n < block.begin + block.size; ++n) {
            double const weight = block.lambda / static_cast<double>(block.size);
            expected_loss += weight * expected_r[n] * expected_r[n] / 2;
            for (std::size_t q = 0; q < count; ++q) {
                double const term = weight * j[n * count + q] * expected_r[n];
                sum[q] += term, size[q] += std::abs(term);
            }
        }
    CHECK(std::abs(loss - expected_loss) <= tolerance * expected_loss);
    double worst = 0;
    for (std::size_t q = 0; q < count; ++q) worst = std::max(worst, std::abs(sum[q] - gradient[q]) / size[q]);
    CHECK(worst <= tolerance);

    lamina::tangent_kernel const kernel(system, theta);
    worst = 0;
    for (std::size_t b = 0; b < expected.size(); ++b)
        for (std::size_t c = 0; c < expected.size(); ++c) {
            auto const &row = system.blocks()[b], &column = system.blocks()[c];
            auto const k = kernel.block(row.name, column.name);
            for (std::size_t n = 0; n < row.size; ++n)
                for (std::size_t m = 0; m < column.size; ++m) {
                    double entry = 0, scale = 1e-12;
                    for (std::size_t q = 0; q < count; ++q) {
                        double const term = j[(row.begin + n) * count + q] * j[(column.begin + m) * count + q];
                        entry += term, scale += std::abs(term);
                    }
                    double const weight = column.lambda / static_cast<double>(column.size);
                    worst = std::max(worst, std::abs(k(n, m) / weight - entry) / scale);
                }
        }
    CHECK(worst <= tolerance);
}

}  // namespace oracle
