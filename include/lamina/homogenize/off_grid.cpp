#include <lamina/homogenize/off_grid.hpp>

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

#include <lamina/homogenize/fourier_transform.hpp>
#include <lamina/report/row_of.hpp>

namespace lamina {

namespace {

/// The trigonometric interpolant of n values with these coefficients, `by` spacings further on
std::vector<double> moved(fourier_transform& fft, fourier_transform::spectrum a, double by) {
    std::size_t const n = a.size();
    for (std::size_t k = 0; k < n; ++k) {
        double const angle =
            2 * std::numbers::pi * static_cast<double>(fft.frequency(0, k)) * by / static_cast<double>(n);
        a[k] *= fft.is_nyquist(k) ? std::cos(angle) : std::polar(1.0, angle);
    }
    std::vector<double> out(n);
    fft.inverse(a, out);
    return out;
}

}  // namespace

off_grid off_grid_along(cell_coefficients const& of, std::span<double const> period, std::span<double const> rare,
                        std::size_t axis, std::size_t n) {
    std::size_t const d = period.size(), scattered = d == 1 ? 1 : 12, lines = scattered + rare.size() / d;
    std::size_t const sets = 1 + (d == 1 ? 1 << 15 : 1 << 10) / n;  // of n points, on the grid and between its points
    fourier_transform fft({n, 1, 1}, {period[axis], 1, 1});
    std::vector<double> through = scattered_points(scattered, d);
    for (std::size_t q = 0; q < rare.size(); ++q) through.push_back(rare[q] / period[q % d]);
    std::vector<double> between = scattered_points(sets, 1);
    std::size_t const all = n * (1 + sets);
    std::vector<double> y(all * d);
    std::vector<double> scale(of.size(), 0.0);
    std::vector<off_grid> worst(of.size());
    fourier_transform::spectrum a;
    for (std::size_t line = 0; line < lines; ++line) {
        if (line >= scattered) {
            double const steps = through[line * d + axis] * static_cast<double>(n);
            between.back() = steps - std::floor(steps);
        }
        for (std::size_t p = 0; p < all; ++p) {
            for (std::size_t i = 0; i < d; ++i) y[p * d + i] = period[i] * through[line * d + i];
            double const steps = static_cast<double>(p % n) + (p < n ? 0 : between[p / n - 1]);
            y[p * d + axis] = period[axis] * steps / static_cast<double>(n);
        }
        auto const values = of(y);
        for (std::size_t k = 0; k < of.size(); ++k) {
            auto const f = row_of(values, k);
            for (double const v : f) scale[k] = std::max(scale[k], std::abs(v));
            fft.forward(f.first(n), a);
            for (std::size_t set = 0; set < sets; ++set) {
                auto const guess = moved(fft, a, between[set]);
                for (std::size_t p = 0; p < n; ++p) {
                    std::size_t const here = (1 + set) * n + p;
                    double const by = std::abs(guess[p] - f[here]);
                    if (!(by > worst[k].by)) continue;
                    auto const at = y.begin() + static_cast<std::ptrdiff_t>(here * d);
                    worst[k] = {by, of.name(k), std::vector<double>(at, at + static_cast<std::ptrdiff_t>(d)), f[here],
                                guess[p]};
                }
            }
        }
    }
    off_grid out;
    for (std::size_t k = 0; k < of.size(); ++k) {
        if (scale[k] > 0) worst[k].by /= scale[k];
        if (worst[k].by > out.by) out = worst[k];
    }
    return out;
}

}  // namespace lamina
