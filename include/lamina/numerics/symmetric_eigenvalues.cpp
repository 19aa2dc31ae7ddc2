#include <lamina/numerics/symmetric_eigenvalues.hpp>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <stdexcept>

#include <fmt/format.h>

#include <lamina/numerics/products.hpp>
#include <lamina/numerics/tridiagonal.hpp>

namespace lamina::numerics {

namespace {

/// Divides the lower triangle by its largest entry, which it returns, if squares would overflow or vanish.
double rescale(std::vector<double>& g, std::size_t n) {
    double largest = 0;
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j <= i; ++j) {
            if (!std::isfinite(g[i * n + j]))
                throw std::invalid_argument(fmt::format(
                    "symmetric_eigenvalues: g({}, {}) is {}, expected a finite number", i, j, g[i * n + j]));
            largest = std::max(largest, std::abs(g[i * n + j]));
        }
    if (largest == 0 || (largest > 1e-100 && largest < 1e100)) return 1;
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j <= i; ++j) g[i * n + j] /= largest;
    return largest;
}

void expect_convergence(bool converged) {
    if (!converged) throw std::runtime_error("symmetric_eigenvalues: the QL iteration did not converge");
}

}  // namespace

std::vector<double> symmetric_eigenvalues(std::vector<double> g, std::size_t n) {
    expect_size("g", g.size(), n * n);
    double const scale = rescale(g, n);
    std::vector<double> tau(n);
    tridiagonal t = to_tridiagonal(g, n, tau);
    expect_convergence(iterate_ql(t, {}));
    std::ranges::sort(t.diagonal, std::greater{});
    for (double& v : t.diagonal) v *= scale;
    return std::move(t.diagonal);
}

std::vector<double> symmetric_eigenvectors(std::vector<double>& g, std::size_t n) {
    expect_size("g", g.size(), n * n);
    double const scale = rescale(g, n);
    std::vector<double> tau(n), z(n * n), values(n);
    tridiagonal t = to_tridiagonal(g, n, tau);
    for (std::size_t i = 0; i < n; ++i) z[i * n + i] = 1;
    expect_convergence(iterate_ql(t, z));
    times_reflectors(z, g, n, tau);
    std::vector<std::size_t> order(n);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, [&](std::size_t i, std::size_t j) { return t.diagonal[i] > t.diagonal[j]; });
    for (std::size_t k = 0; k < n; ++k) {
        values[k] = scale * t.diagonal[order[k]];
        std::copy_n(z.begin() + static_cast<std::ptrdiff_t>(order[k] * n), n,
                    g.begin() + static_cast<std::ptrdiff_t>(k * n));
    }
    return values;
}

}  // namespace lamina::numerics
