#include <lamina/network/chebyshev.hpp>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

#include <lamina/parallel/memory_limit.hpp>

#include <lamina/report/digits.hpp>

namespace lamina {

namespace {

/// The `order`-th derivatives of T_0 .. T_degree at s, by
/// T^(k)_{n+1} = 2 s T^(k)_n + 2 k T^(k-1)_n - T^(k)_{n-1}, the recurrence differentiated k times.
void polynomials(double s, int order, std::size_t degree, std::vector<double>& out, std::vector<double>& lower) {
    out.assign(degree + 1, 0.0);
    for (int k = 0; k <= order; ++k) {
        lower.swap(out);
        out.assign(degree + 1, 0.0);
        if (k == 0) out[0] = 1;
        if (degree >= 1) out[1] = k == 0 ? s : k == 1 ? 1.0 : 0.0;
        for (std::size_t n = 1; n < degree; ++n) out[n + 1] = 2 * s * out[n] + 2 * k * lower[n] - out[n - 1];
    }
}

}  // namespace

chebyshev_basis::chebyshev_basis(std::span<double const> lower, std::span<double const> upper,
                                 std::span<std::size_t const> degree)
    : lower_(lower.begin(), lower.end()), upper_(upper.begin(), upper.end()), degree_(degree.begin(), degree.end()) {
    if (degree.empty() || degree.size() > 4 || lower.size() != degree.size() || upper.size() != degree.size())
        throw std::invalid_argument("chebyshev_basis: " + std::to_string(lower.size()) + " lower, " +
                                    std::to_string(upper.size()) + " upper coordinates and " +
                                    std::to_string(degree.size()) + " degrees, expected 1 to 4 of each");
    for (std::size_t i = 0; i < degree.size(); ++i)
        if (!(lower[i] < upper[i]) || !std::isfinite(upper[i] - lower[i]))
            throw std::invalid_argument("chebyshev_basis: axis " + std::to_string(i) + " is from " +
                                        digits(lower[i]) + " to " + digits(upper[i]) +
                                        ", expected finite lower < upper");
    double functions = 1;
    std::string degrees;
    for (std::size_t const n : degree_)
        functions *= static_cast<double>(n) + 1, degrees += (degrees.empty() ? "" : " x ") + std::to_string(n);
    expect_memory("chebyshev: the functions of degree " + degrees, {functions});
}

std::size_t chebyshev_basis::size() const {
    std::size_t size = 1;
    for (std::size_t const n : degree_) size *= n + 1;
    return size;
}

xt::xtensor<double, 2> chebyshev_basis::derivative(std::span<double const> points, std::span<int const> order) const {
    std::size_t const d = dimension();
    if (order.size() != d || points.size() % d != 0)
        throw std::invalid_argument("chebyshev_basis: " + std::to_string(order.size()) + " orders and " +
                                    std::to_string(points.size()) + " coordinates for " + std::to_string(d) +
                                    " dimensions");
    for (int const k : order)
        if (k < 0)
            throw std::invalid_argument("chebyshev_basis: order of a derivative is " + std::to_string(k) +
                                        ", expected at least 0");
    std::size_t const count = points.size() / d;
    expect_memory("chebyshev: " + std::to_string(size()) + " functions at " + std::to_string(count) + " points",
                  {static_cast<double>(size()), static_cast<double>(count)});
    std::vector<double> row, longer, axis, lower;
    auto out = xt::xtensor<double, 2>::from_shape({count, size()});
    for (std::size_t p = 0; p < count; ++p) {
        row.assign(1, 1.0);
        for (std::size_t i = 0; i < d; ++i) {
            double const x = points[p * d + i], length = upper_[i] - lower_[i];
            double const s = (2 * x - lower_[i] - upper_[i]) / length;
            if (!(std::abs(s) <= 1 + 1e-12))
                throw std::invalid_argument("chebyshev_basis: coordinate " + std::to_string(i) + " of point " +
                                            std::to_string(p) + " is " + digits(x) + ", expected " +
                                            digits(lower_[i]) + " to " + digits(upper_[i]));
            polynomials(s, order[i], degree_[i], axis, lower);
            double const scale = std::pow(2 / length, order[i]);
            longer.clear();
            for (double const v : row)
                for (double const t : axis) longer.push_back(v * scale * t);
            row.swap(longer);
        }
        std::ranges::copy(row, out.data() + p * row.size());
    }
    return out;
}

}  // namespace lamina
