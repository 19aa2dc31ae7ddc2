#include "sine_series.hpp"

#include <cmath>
#include <numbers>

#include <Eigen/Dense>

namespace {

constexpr double pi = std::numbers::pi;

/// The integral of cos(w x) over (-pi, pi)
double of_cosine(double w) {
    return w == 0 ? 2 * pi : 2 * std::sin(w * pi) / w;
}
/// That of sin(k (x + pi) / 2) sin(w x), over pi
double along_sine(double k, double w) {
    return std::cos(k * pi / 2) * (of_cosine(k / 2 - w) - of_cosine(k / 2 + w)) / (2 * pi);
}
/// That of cos(k (x + pi) / 2) cos(w x), over pi
double along_cosine(double k, double w) {
    return std::cos(k * pi / 2) * (of_cosine(k / 2 - w) + of_cosine(k / 2 + w)) / (2 * pi);
}

}  // namespace

std::vector<double> by_sine_series(reaction_of_a_wave const& of, double t, lamina::point_list const& at,
                                   std::size_t modes) {
    auto const n = static_cast<Eigen::Index>(modes);
    Eigen::VectorXd wave(2 * n + 1), start(n), source(n);
    for (Eigen::Index k = 0; k <= 2 * n; ++k) wave[k] = along_cosine(static_cast<double>(k), of.wave);
    Eigen::MatrixXd matrix(n, n);
    for (Eigen::Index i = 0; i < n; ++i) {
        auto const k = static_cast<double>(i + 1);
        start[i] = along_sine(k, 1), source[i] = along_sine(k, of.source);
        for (Eigen::Index j = 0; j < n; ++j)  // sin sin = (cos of the difference - cos of the sum) / 2
            matrix(i, j) = of.strength * (wave[std::abs(i - j)] - wave[i + j + 2]) / 2;
        matrix(i, i) += of.D * k * k / 4 + of.constant;
    }
    Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> const own(matrix);
    Eigen::ArrayXd const rate = own.eigenvalues().array();
    Eigen::ArrayXd const from_source = (own.eigenvectors().transpose() * source).array();
    Eigen::ArrayXd const from_start = (own.eigenvectors().transpose() * start).array();
    Eigen::VectorXd const found =
        own.eigenvectors() *
        ((-rate * t).exp() * from_start + from_source * (1 - (-rate * t).exp()) / rate).matrix();
    std::vector<double> out(at.shape(0), 0);
    for (std::size_t p = 0; p < out.size(); ++p)
        for (Eigen::Index k = 0; k < n; ++k)
            out[p] += found[k] * std::sin(static_cast<double>(k + 1) * (at(p, 0) + pi) / 2);
    return out;
}
