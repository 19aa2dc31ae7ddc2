#include <lamina/homogenize/alternating_gradient.hpp>

#include <cmath>

namespace lamina {

namespace {

using matrix2 = std::array<double, 4>;

double determinant(matrix2 const& a) {
    return a[0] * a[3] - a[1] * a[2];
}
matrix2 inverse(matrix2 const& a) {
    double const det = determinant(a);
    return {a[3] / det, -a[1] / det, -a[2] / det, a[0] / det};
}
std::array<double, 2> times(matrix2 const& a, double x, double y) {
    return {a[0] * x + a[1] * y, a[2] * x + a[3] * y};
}

/// A (A^-1 B)^(1/2) of positive definite matrices, in closed form for two rows
matrix2 geometric_mean(matrix2 const& a, matrix2 const& b) {
    double const p = std::sqrt(determinant(a)), q = std::sqrt(determinant(b));
    matrix2 out;
    for (std::size_t k = 0; k < 4; ++k) out[k] = a[k] / p + b[k] / q;
    double const factor = std::sqrt(p * q / determinant(out));
    for (double& v : out) v *= factor;
    return out;
}

}  // namespace

alternating_gradient::alternating_gradient(cell_equation const& cell, bool symmetric) {
    std::size_t const n = cell.points();
    if (!symmetric || cell.dimension != 2 || cell.components != 1 || cell.grid[0] % 2 != 0 || cell.grid[1] % 2 != 0)
        return;
    points_ = static_cast<double>(n);
    double h = INFINITY;
    for (std::size_t i = 0; i < 2; ++i) h = std::min(h, cell.period[i] / static_cast<double>(cell.grid[i]));
    scale_ = 1 / (h * std::sqrt(points_));
    matrix2 mean{}, compliance{};
    bool definite = true;
    for (std::size_t p = 0; p < n; ++p) {
        matrix2 a;
        for (std::size_t k = 0; k < 4; ++k) mean[k] += (a[k] = cell.tensor[k * n + p]) / points_;
        definite = definite && determinant(a) > 0;
        if (!definite) continue;
        matrix2 const b = inverse(a);
        for (std::size_t k = 0; k < 4; ++k) compliance[k] += b[k] / points_;
    }
    if (definite) stiffness_ = geometric_mean(mean, inverse(compliance));  // else a pixel has none, and C is 0
    for (std::size_t k = 0; k < 4; ++k) inverse_[k] = mean[k] + stiffness_[k];
    inverse_ = inverse(inverse_);
}

std::array<double, 2> alternating_gradient::gradient(std::span<double const> y) const {
    if (size() == 0) return {};
    return {scale_ * y[y.size() - 2], scale_ * y[y.size() - 1]};
}

void alternating_gradient::balance(std::array<double, 2> const& flux, std::span<double const> y,
                                   std::span<double> out) const {
    if (size() == 0) return;
    auto const m = gradient(y), resisted = times(stiffness_, m[0], m[1]);
    for (std::size_t i = 0; i < 2; ++i) out[out.size() - 2 + i] = scale_ * (flux[i] + points_ * resisted[i]);
}

void alternating_gradient::precondition(std::span<double const> r, std::span<double> z) const {
    if (size() == 0) return;
    auto const m = times(inverse_, r[r.size() - 2], r[r.size() - 1]);
    for (std::size_t i = 0; i < 2; ++i) z[z.size() - 2 + i] = m[i] / (scale_ * scale_ * points_);
}

}  // namespace lamina
