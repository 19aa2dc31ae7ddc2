#include <lamina/train/cell_rule.hpp>

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

#include <unsupported/Eigen/FFT>
#include <xtensor/xtensor.hpp>

#include <lamina/report/row_of.hpp>

namespace lamina::solving {

namespace {

cell_spectrum on_grid(xt::xtensor<double, 2> const& values) {
    std::size_t const n = values.shape(0), m = values.shape(1), waves = m / 2;
    std::vector<std::vector<std::complex<double>>> of_y;  // [i][k]
    Eigen::FFT<double> fft;
    for (std::size_t i = 0; i < n; ++i) {
        auto const row = row_of(values, i);
        std::vector<double> const line(row.begin(), row.end());
        std::vector<std::complex<double>> spectrum;
        fft.fwd(spectrum, line);
        of_y.push_back(std::move(spectrum));
    }
    std::vector<double> cosine(4 * n);  // T_d at point i is cos(d (i + 1/2) pi / n)
    for (std::size_t j = 0; j < 4 * n; ++j)
        cosine[j] = std::cos(std::numbers::pi * static_cast<double>(j) / static_cast<double>(2 * n));
    cell_spectrum out;
    for (std::size_t k = 0; k < waves; ++k) {
        out.size.emplace_back();
        for (std::size_t d = 0; d < n; ++d) {
            std::complex<double> sum = 0;
            for (std::size_t i = 0; i < n; ++i) sum += of_y[i][k] * cosine[d * (2 * i + 1) % (4 * n)];
            out.size[k].push_back(std::abs(sum) * (d == 0 ? 1 : 2) / static_cast<double>(n * m));
            out.largest = std::max(out.largest, out.size[k].back());
        }
    }
    for (std::size_t k = 0; k < waves; ++k)
        for (std::size_t d = 0; d < n; ++d)
            if ((k + 4 >= waves || d + 4 >= n) && out.size[k][d] > 1e-13 * out.largest) out.resolved = false;
    return out;
}

}  // namespace

xt::xtensor<double, 2> fast_antiderivative(xt::xtensor<double, 2> const& values, double period) {
    std::size_t const m = values.shape(1);
    auto out = xt::xtensor<double, 2>::from_shape(values.shape());
    Eigen::FFT<double> fft;
    for (std::size_t i = 0; i < values.shape(0); ++i) {
        auto const row = row_of(values, i);
        std::vector<double> line(row.begin(), row.end());
        std::vector<std::complex<double>> spectrum;
        fft.fwd(spectrum, line);
        for (std::size_t k = 0; k < m; ++k) {
            double const wave = k < m / 2 ? static_cast<double>(k) : static_cast<double>(k) - static_cast<double>(m);
            bool const kept = k > 0 && 2 * k != m;
            spectrum[k] *= kept ? std::complex<double>(0, -period / (2 * std::numbers::pi * wave)) : 0.0;
        }
        fft.inv(line, spectrum);
        std::ranges::copy(line, row_of(out, i).begin());
    }
    return out;
}

std::vector<long> cell_spectrum::degrees(double tolerance) const {
    std::vector<long> out;
    for (std::size_t k = 0; k < size.size(); ++k) {
        long last = -1;
        for (std::size_t d = 0; d < size[k].size(); ++d)
            if (size[k][d] > tolerance * largest) last = static_cast<long>(d);
        out.push_back(last);
    }
    while (!out.empty() && out.back() < 0) out.pop_back();
    return out;
}

cell_spectrum spectrum_of(
    std::function<xt::xtensor<double, 2>(std::span<double const> x, std::span<double const> y)> const& values,
    double lower, double upper, double period) {
    for (std::size_t n = 48, m = 32;; n *= 2, m *= 2) {
        n = std::min<std::size_t>(n, 384), m = std::min<std::size_t>(m, 512);
        std::vector<double> x, y;
        for (std::size_t i = 0; i < n; ++i)
            x.push_back((lower + upper) / 2 +
                        (upper - lower) / 2 *
                            std::cos(std::numbers::pi * (static_cast<double>(i) + 0.5) / static_cast<double>(n)));
        for (std::size_t j = 0; j < m; ++j) y.push_back(period * static_cast<double>(j) / static_cast<double>(m));
        cell_spectrum out = on_grid(values(x, y));
        if (out.resolved || (n == 384 && m == 512)) return out;
    }
}

}  // namespace lamina::solving
