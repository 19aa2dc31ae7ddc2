#include "catch.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include <lamina.hpp>

// Experiment C2 of Carney, Gangal and Kim 2022 at its full size, 256 points and 50 units of tanh, against derivatives
// by hand of u = sum_i c_i tanh(w_i x + s_i) + d and eigenvalues by Jacobi rotations: nothing of the library.

using namespace lamina;

namespace {

constexpr std::size_t units = 50, count = 256, used = 3 * units;  // d does not enter r

/// -(b u')' at x, b = 1 / (2.1 + 2 sin(2 pi x / eps)), differentiated in w, s and c: shape (3 units,)
std::vector<double> slopes(std::vector<double> const& theta, double x, double eps) {
    double const y = 2 * pi * x / eps, g = 2.1 + 2 * std::sin(y);
    double const b = 1 / g, b_slope = -4 * pi * std::cos(y) / (eps * g * g);
    std::vector<double> out(used);
    for (std::size_t i = 0; i < units; ++i) {
        double const w = theta[i], c = theta[2 * units + i], t = std::tanh(w * x + theta[units + i]), t1 = 1 - t * t;
        double const t2 = -2 * t * t1, t3 = t1 * (6 * t * t - 2);  // derivatives of tanh
        out[i] = -b * c * (2 * w * t2 + w * w * x * t3) - b_slope * c * (t1 + w * x * t2);
        out[units + i] = -b * c * w * w * t3 - b_slope * c * w * t2;
        out[2 * units + i] = -b * w * w * t2 - b_slope * w * t1;
    }
    return out;
}

/// Eigenvalues of a symmetric matrix, shape (n, n), descending, by cyclic Jacobi rotations.
std::vector<double> by_rotations(std::vector<double> a, std::size_t n) {
    for (int sweep = 0; sweep < 30; ++sweep) {
        double off = 0, all = 0;
        for (std::size_t i = 0; i < n; ++i)
            for (std::size_t j = 0; j < n; ++j) (i == j ? all : off) += a[i * n + j] * a[i * n + j];
        if (off <= 1e-28 * all) break;
        for (std::size_t p = 0; p < n; ++p)
            for (std::size_t q = p + 1; q < n; ++q) {
                if (a[p * n + q] == 0) continue;
                double const ratio = (a[q * n + q] - a[p * n + p]) / (2 * a[p * n + q]);
                double const t = std::copysign(1.0, ratio) / (std::abs(ratio) + std::hypot(1.0, ratio));
                double const c = 1 / std::hypot(1.0, t), s = t * c;
                for (std::size_t k = 0; k < n; ++k) {
                    double const u = a[k * n + p], v = a[k * n + q];
                    a[k * n + p] = c * u - s * v, a[k * n + q] = s * u + c * v;
                }
                for (std::size_t k = 0; k < n; ++k) {
                    double const u = a[p * n + k], v = a[q * n + k];
                    a[p * n + k] = c * u - s * v, a[q * n + k] = s * u + c * v;
                }
            }
    }
    std::vector<double> out(n);
    for (std::size_t i = 0; i < n; ++i) out[i] = a[i * n + i];
    std::sort(out.rbegin(), out.rend());
    return out;
}

/// The largest eigenvalue of K_bb = J_b J_b^T / 2 at the two ends
double boundary_radius(std::vector<double> const& theta) {
    double gram[3] = {1, 1, 1};  // left left, left right, right right; 1 is from d
    for (std::size_t i = 0; i < units; ++i) {
        double const w = theta[i], s = theta[units + i], c = theta[2 * units + i];
        double const l = std::tanh(pi * -w + s), r = std::tanh(pi * w + s), dl = c * (1 - l * l), dr = c * (1 - r * r);
        gram[0] += l * l + dl * dl * (1 + pi * pi);
        gram[1] += l * r + dl * dr * (1 - pi * pi);
        gram[2] += r * r + dr * dr * (1 + pi * pi);
    }
    return ((gram[0] + gram[2]) / 2 + std::hypot((gram[0] - gram[2]) / 2, gram[1])) / 2;
}

double slope(std::vector<double> const& over, std::vector<double> const& y) {
    double mean_x = 0, mean_y = 0, xx = 0, xy = 0;
    for (std::size_t k = 0; k < over.size(); ++k) {
        mean_x += std::log(over[k]) / static_cast<double>(over.size());
        mean_y += std::log(y[k]) / static_cast<double>(over.size());
    }
    for (std::size_t k = 0; k < over.size(); ++k) {
        xx += (std::log(over[k]) - mean_x) * (std::log(over[k]) - mean_x);
        xy += (std::log(over[k]) - mean_x) * (std::log(y[k]) - mean_y);
    }
    return xy / xx;
}

bool agree(double a, double b) { return std::abs(a - b) <= 1e-8 * std::abs(b); }

}  // namespace

TEST_CASE("the tangent kernel of experiment C2 at full size agrees with a calculation by hand", "[tangent_kernel]") {
    constexpr auto x = position<1>;
    constexpr auto eps = parameter<"eps">;
    constexpr auto u = unknown<"u">(x);
    constexpr auto b = coefficient<"b">([](auto y) { return 1 / (2.1 + 2 * sin(2 * pi * y)); });
    constexpr auto darcy = problem(-div(b(x / eps) * grad(u)) == sin(x), on(boundary, u == 0));

    std::vector<double> sizes, by_library, by_hand;
    for (int k = 1; k <= 10; ++k) {
        double const e = 1.0 / (10 * k);
        auto model = collocate(darcy, interval(-pi, pi), mlp({units}, activation::tanh), points(count), eps = e);
        auto const theta = standard_normal(model.layout(), 1);
        tangent_kernel const kernel(model, theta);

        std::vector<double> j;  // (points, 3 units)
        for (std::size_t n = 0; n < count; ++n) {
            double const at = -pi + 2 * pi * static_cast<double>(n + 1) / static_cast<double>(count + 1);
            auto const row = slopes(theta, at, e);
            j.insert(j.end(), row.begin(), row.end());
        }
        // J^T J / 256, whose eigenvalues and norm are those of K_uu = J J^T / 256
        std::vector<double> small(used * used);
        for (std::size_t n = 0; n < count; ++n)
            for (std::size_t p = 0; p < used; ++p)
                for (std::size_t q = 0; q < used; ++q)
                    small[p * used + q] += j[n * used + p] * j[n * used + q] / static_cast<double>(count);
        double squares = 0;
        for (double const entry : small) squares += entry * entry;
        auto const eigenvalues = by_rotations(small, used);
        auto const largest = kernel.largest_eigenvalues("u", 3);

        INFO("eps = " << e);
        sizes.push_back(e);
        by_hand.push_back(std::sqrt(squares));
        by_library.push_back(kernel.uu.frobenius_norm());
        CHECK(agree(by_library.back(), by_hand.back()));
        for (std::size_t i = 0; i < 3; ++i) CHECK(agree(largest[i], eigenvalues[i]));
        CHECK(kernel.spectral_radius("u") == largest[0]);
        CHECK(agree(kernel.spectral_radius("b"), boundary_radius(theta)));
    }
    CHECK(agree(slope(sizes, by_library), slope(sizes, by_hand)));
    // |K_uu| ~ eps^-2, as closely as 256 points see up to 628 periods
    CHECK(std::abs(slope(sizes, by_hand) + 2) <= 0.05);
}
