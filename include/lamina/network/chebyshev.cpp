#include <lamina/network/chebyshev.hpp>

#include <cmath>
#include <numbers>
#include <stdexcept>
#include <string>

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
    if (degree.empty() || degree.size() > 3 || lower.size() != degree.size() || upper.size() != degree.size())
        throw std::invalid_argument("chebyshev_basis: " + std::to_string(lower.size()) + " lower, " +
                                    std::to_string(upper.size()) + " upper coordinates and " +
                                    std::to_string(degree.size()) + " degrees, expected 1 to 3 of each");
    for (std::size_t i = 0; i < degree.size(); ++i)
        if (!(lower[i] < upper[i]) || !std::isfinite(upper[i] - lower[i]))
            throw std::invalid_argument("chebyshev_basis: axis " + std::to_string(i) + " is from " +
                                        std::to_string(lower[i]) + " to " + std::to_string(upper[i]) +
                                        ", expected finite lower < upper");
}

std::size_t chebyshev_basis::size() const {
    std::size_t size = 1;
    for (std::size_t const n : degree_) size *= n + 1;
    return size;
}

template <class Use>
void chebyshev_basis::for_each_row(std::span<double const> points, std::span<int const> order, Use const& use) const {
    std::size_t const d = dimension();
    if (order.size() != d || points.size() % d != 0)
        throw std::invalid_argument("chebyshev_basis: " + std::to_string(order.size()) + " orders and " +
                                    std::to_string(points.size()) + " coordinates for " + std::to_string(d) +
                                    " dimensions");
    for (int const k : order)
        if (k < 0)
            throw std::invalid_argument("chebyshev_basis: order of a derivative is " + std::to_string(k) +
                                        ", expected at least 0");
    std::vector<double> row, longer, axis, lower;
    for (std::size_t p = 0; p < points.size() / d; ++p) {
        row.assign(1, 1.0);
        for (std::size_t i = 0; i < d; ++i) {
            double const x = points[p * d + i], length = upper_[i] - lower_[i];
            double const s = (2 * x - lower_[i] - upper_[i]) / length;
            if (!(std::abs(s) <= 1 + 1e-12))
                throw std::invalid_argument("chebyshev_basis: coordinate " + std::to_string(i) + " of point " +
                                            std::to_string(p) + " is " + std::to_string(x) + ", expected " +
                                            std::to_string(lower_[i]) + " to " + std::to_string(upper_[i]));
            polynomials(s, order[i], degree_[i], axis, lower);
            double const scale = std::pow(2 / length, order[i]);
            longer.clear();
            for (double const v : row)
                for (double const t : axis) longer.push_back(v * scale * t);
            row.swap(longer);
        }
        use(p, row);
    }
}

std::vector<double> chebyshev_basis::derivative(std::span<double const> points, std::span<int const> order) const {
    std::vector<double> out;
    out.reserve(points.size() / dimension() * size());
    for_each_row(points, order,
                 [&](std::size_t, std::vector<double> const& row) { out.insert(out.end(), row.begin(), row.end()); });
    return out;
}

std::vector<double> chebyshev_basis::derivative(std::span<double const> theta, std::span<double const> points,
                                                std::span<int const> order) const {
    if (theta.size() != size())
        throw std::invalid_argument("chebyshev_basis: " + std::to_string(theta.size()) + " coefficients, expected " +
                                    std::to_string(size()));
    std::vector<double> out(points.size() / dimension());
    for_each_row(points, order, [&](std::size_t p, std::vector<double> const& row) {
        for (std::size_t k = 0; k < row.size(); ++k) out[p] += theta[k] * row[k];
    });
    return out;
}

std::vector<double> chebyshev_basis::points(std::span<std::size_t const> count) const {
    std::size_t const d = dimension();
    std::size_t total = count.size() == d ? 1 : 0;
    for (std::size_t const n : count) total *= n;
    if (total == 0)
        throw std::invalid_argument("chebyshev_basis: " + std::to_string(count.size()) +
                                    " counts of points, expected " + std::to_string(d) + ", each at least 1");
    std::vector<double> out(total * d);
    for (std::size_t p = 0; p < total; ++p)
        for (std::size_t i = d, rest = p; i-- > 0; rest /= count[i]) {
            auto const n = static_cast<double>(count[i]), k = static_cast<double>(rest % count[i]);
            double const s = -std::cos(std::numbers::pi * (k + 0.5) / n);
            out[p * d + i] = lower_[i] + (upper_[i] - lower_[i]) * (1 + s) / 2;
        }
    return out;
}

}  // namespace lamina
