#include <lamina/homogenize/slow_points.hpp>

#include <cmath>
#include <numbers>
#include <utility>

#include <lamina/network/chebyshev.hpp>

namespace lamina {

namespace {

/// s_k = cos(pi (k + 1/2) / n)
double node(std::size_t k, std::size_t n) {
    return std::cos(std::numbers::pi * (static_cast<double>(k) + 0.5) / static_cast<double>(n));
}

/// Applies an n x n matrix along one axis of an array of shape (n, n, ...).
std::vector<double> along(std::vector<double> const& f, std::vector<double> const& matrix, std::size_t n, std::size_t d,
                          std::size_t axis) {
    std::size_t stride = 1;
    for (std::size_t i = axis + 1; i < d; ++i) stride *= n;
    std::vector<double> out(f.size(), 0.0);
    for (std::size_t p = 0; p < f.size(); ++p) {
        std::size_t const row = p / stride % n, first = p - row * stride;
        for (std::size_t k = 0; k < n; ++k) out[p] += matrix[row * n + k] * f[first + k * stride];
    }
    return out;
}

/// a times an n x n matrix, from the left
std::vector<double> row_times(std::span<double const> a, std::vector<double> const& matrix, std::size_t n) {
    std::vector<double> out(n, 0.0);
    for (std::size_t j = 0; j < n; ++j)
        for (std::size_t k = 0; k < n; ++k) out[k] += a[j] * matrix[j * n + k];
    return out;
}

}  // namespace

slow_points::slow_points(box domain, std::size_t degree) : domain_(std::move(domain)), n_(degree + 1) {
    for (std::size_t j = 0; j < n_; ++j)
        for (std::size_t k = 0; k < n_; ++k)
            to_coefficients_.push_back((j == 0 ? 1.0 : 2.0) / static_cast<double>(n_) *
                                       std::cos(std::numbers::pi * static_cast<double>(j) *
                                                (static_cast<double>(k) + 0.5) / static_cast<double>(n_)));
    for (std::size_t i = 0; i < domain_.dimension(); ++i) {
        slope_.emplace_back();
        for (std::size_t k = 0; k < n_; ++k) {
            double const x = (domain_.lower(i) + domain_.upper(i) + domain_.length(i) * node(k, n_)) / 2;
            auto const row = row_times(polynomials(i, x, 1), to_coefficients_, n_);
            slope_[i].insert(slope_[i].end(), row.begin(), row.end());
        }
    }
}

std::size_t slow_points::size() const {
    std::size_t out = 1;
    for (std::size_t i = 0; i < domain_.dimension(); ++i) out *= n_;
    return out;
}

std::vector<double> slow_points::operator[](std::size_t q) const {
    std::size_t const d = domain_.dimension();
    std::vector<double> x(d);
    for (std::size_t i = d; i-- > 0; q /= n_)
        x[i] = (domain_.lower(i) + domain_.upper(i) + domain_.length(i) * node(q % n_, n_)) / 2;
    return x;
}

std::vector<double> slow_points::coefficients(std::vector<double> values) const {
    std::size_t const d = domain_.dimension();
    for (std::size_t i = 0; i < d; ++i) values = along(values, to_coefficients_, n_, d, i);
    return values;
}

std::vector<double> slow_points::slope(std::vector<double> const& values, std::size_t axis) const {
    return along(values, slope_[axis], n_, domain_.dimension(), axis);
}

std::vector<double> slow_points::polynomials(std::size_t axis, double x, int times) const {
    double const lower[]{domain_.lower(axis)}, upper[]{domain_.upper(axis)}, at[]{x};
    std::size_t const degree[]{n_ - 1};
    int const order[]{times};
    auto const row = chebyshev_basis(lower, upper, degree).derivative(at, order);
    return {row.begin(), row.end()};
}

std::vector<double> slow_points::weights(std::span<double const> x, std::span<int const> times) const {
    std::vector<double> out{1.0};
    for (std::size_t i = 0; i < domain_.dimension(); ++i) {
        auto const one = row_times(polynomials(i, x[i], times[i]), to_coefficients_, n_);
        std::vector<double> product;
        for (double const w : out)
            for (double const v : one) product.push_back(w * v);
        out = std::move(product);
    }
    return out;
}

}  // namespace lamina
