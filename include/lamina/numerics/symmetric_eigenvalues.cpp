#include <lamina/numerics/symmetric_eigenvalues.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <numeric>
#include <stdexcept>

#include <fmt/format.h>
#include <xtensor/xtensor.hpp>

#include <lamina/numerics/factorisations.hpp>
#include <lamina/numerics/products.hpp>
#include <lamina/numerics/ql_iteration.hpp>

namespace lamina::numerics {

namespace {

/// The largest entry of the lower triangle
double largest_of(std::span<double const> g, std::size_t n) {
    expect_size("g", g.size(), n * n);
    double largest = 0;
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j <= i; ++j) {
            if (!std::isfinite(g[i * n + j]))
                throw std::invalid_argument(fmt::format(
                    "symmetric_eigenvalues: g({}, {}) is {}, expected a finite number", i, j, g[i * n + j]));
            largest = std::max(largest, std::abs(g[i * n + j]));
        }
    return largest;
}

void expect_convergence(bool converged) {
    if (!converged) throw std::runtime_error("symmetric_eigenvalues: the iteration did not converge");
}

}  // namespace

std::vector<double> symmetric_eigenvalues(std::span<double const> g, std::size_t n) {
    std::vector<double> values(n);
    if (largest_of(g, n) == 0) return values;
    expect_convergence(chosen_factorisations().eigenvalues(g.data(), n, values.data()));
    std::ranges::reverse(values);
    return values;
}

std::vector<double> symmetric_eigenvectors(xt::xtensor<double, 2>& g) {
    std::size_t const n = g.shape(0);
    double const largest = largest_of(g, n), scale = largest > 0 ? largest : 1;  // squares neither overflow nor vanish
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j <= i; ++j) g(i, j) /= scale;
    std::vector<double> diagonal(n), beside(n), z(g.begin(), g.end()), values(n);
    if (n == 0) return values;
    chosen_factorisations().tridiagonalise(z.data(), n, diagonal.data(), beside.data());
    expect_convergence(iterate_ql(diagonal, beside, z));
    std::vector<std::size_t> order(n);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, [&](std::size_t i, std::size_t j) { return diagonal[i] > diagonal[j]; });
    for (std::size_t k = 0; k < n; ++k) {
        values[k] = scale * diagonal[order[k]];
        std::copy_n(z.data() + order[k] * n, n, g.data() + k * n);
    }
    return values;
}

}  // namespace lamina::numerics
