#include <lamina/sample/scattered_weights.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

#include <lamina/numerics/cholesky.hpp>

namespace lamina {

namespace {

/// Function number k of one coordinate: of degree k, or of degree (k + 1) / 2 where it is periodic
std::size_t degree_of(std::size_t k, bool periodic) {
    return periodic ? (k + 1) / 2 : k;
}

/// The products of functions of one coordinate of total degree <= degree: their numbers, shape (M, D), the constant
/// first
std::vector<std::size_t> products(std::vector<bool> const& periodic, std::size_t degree, std::size_t most) {
    std::size_t const d = periodic.size();
    std::vector<std::size_t> out, numbers(d, 0);
    auto const add = [&](auto const& self, std::size_t axis, std::size_t left) -> void {
        if (out.size() > most * d) return;
        if (axis == d) {
            out.insert(out.end(), numbers.begin(), numbers.end());
            return;
        }
        for (numbers[axis] = 0; degree_of(numbers[axis], periodic[axis]) <= left; ++numbers[axis])
            self(self, axis + 1, left - degree_of(numbers[axis], periodic[axis]));
        numbers[axis] = 0;
    };
    add(add, 0, degree);
    return out;
}

/// Functions 0, 1, ... of one coordinate at x: Legendre polynomials, or cosines and sines; each of mean square 1
void functions_at(double x, bool periodic, std::span<double> out) {
    out[0] = 1;
    if (periodic) {
        for (std::size_t k = 1; k < out.size(); ++k) {
            double const angle = 2 * std::numbers::pi * static_cast<double>(degree_of(k, true)) * x;
            out[k] = std::numbers::sqrt2 * (k % 2 == 1 ? std::cos(angle) : std::sin(angle));
        }
        return;
    }
    double before = 0, now = 1;  // P_(k - 2), P_(k - 1)
    for (std::size_t k = 1; k < out.size(); ++k) {
        double const n = static_cast<double>(k), next = ((2 * n - 1) * (2 * x - 1) * now - (n - 1) * before) / n;
        before = now, now = next;
        out[k] = std::sqrt(2 * n + 1) * now;
    }
}

constexpr std::size_t most_functions = 128;

}  // namespace

std::size_t scattered_degree(std::size_t n, std::vector<bool> const& periodic) {
    bool const all = std::find(periodic.begin(), periodic.end(), false) == periodic.end();
    for (std::size_t degree = 7; degree > 0; --degree) {
        std::size_t const m = products(periodic, degree, most_functions).size() / periodic.size();
        if (m <= most_functions && (all ? 4 * m <= n : m * m <= 2 * n)) return degree;
    }
    return 0;
}

std::vector<double> scattered_weights(std::span<double const> points, std::vector<bool> const& periodic,
                                      std::size_t degree) {
    std::size_t const d = periodic.size(), n = points.size() / d, each = 2 * degree + 1;
    auto const numbers = products(periodic, degree, points.size());
    std::size_t const m = numbers.size() / d;
    std::vector<double> of_axes(d * each), row(m);
    auto const at = [&](std::size_t p) {
        for (std::size_t i = 0; i < d; ++i)
            functions_at(points[p * d + i], periodic[i], std::span(of_axes).subspan(i * each, each));
        for (std::size_t j = 0; j < m; ++j) {
            row[j] = 1;
            for (std::size_t i = 0; i < d; ++i) row[j] *= of_axes[i * each + numbers[j * d + i]];
        }
    };
    // w = (1 + F c) / N with F^T w = (1, 0, ...), the averages of the functions:  (F^T F / N) c = (1, 0, ...) - F^T 1 /
    // N
    std::vector<double> gram(m * m), c(m);
    c[0] = 1;
    double const share = 1 / static_cast<double>(n);
    for (std::size_t p = 0; p < n; ++p) {
        at(p);
        for (std::size_t j = 0; j < m; ++j) {
            c[j] -= share * row[j];
            for (std::size_t k = 0; k <= j; ++k) gram[j * m + k] += share * row[j] * row[k];
        }
    }
    if (!numerics::cholesky(gram, m)) return {};
    numerics::cholesky_solve(gram, m, c);
    std::vector<double> w(n);
    for (std::size_t p = 0; p < n; ++p) {
        at(p);
        double sum = 1;
        for (std::size_t j = 0; j < m; ++j) sum += row[j] * c[j];
        w[p] = share * sum;
    }
    return w;
}

}  // namespace lamina
