#include <lamina/tangent_kernel/wave_content.hpp>

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>
#include <numeric>
#include <stdexcept>
#include <vector>

#include <fmt/format.h>
#include <unsupported/Eigen/FFT>

namespace lamina {

namespace {

constexpr std::size_t coarse_waves = 4;

/// |f_k|^2 of f - mean(f) under a Hann window, k = 0 .. n / 2; all 0 if f is constant up to rounding
std::vector<double> energies(std::span<double const> f) {
    std::size_t const n = f.size();
    double const mean = std::accumulate(f.begin(), f.end(), 0.0) / static_cast<double>(n);
    double most = 0, largest = 0;
    std::vector<double> windowed(n);
    for (std::size_t p = 0; p < n; ++p) {
        double const at = (static_cast<double>(p) + 0.5) / static_cast<double>(n);
        windowed[p] = (f[p] - mean) * (1 - std::cos(2 * std::numbers::pi * at));
        most = std::max(most, std::abs(f[p] - mean)), largest = std::max(largest, std::abs(f[p]));
    }
    std::vector<double> out(n / 2 + 1);
    if (most <= 1e-12 * largest) return out;
    Eigen::FFT<double> fft;
    std::vector<std::complex<double>> spectrum;
    fft.fwd(spectrum, windowed);
    for (std::size_t k = 0; k < out.size(); ++k) out[k] = std::norm(spectrum[k]);
    out[0] = 0;  // the window moves a little of the lowest waves there
    return out;
}

}  // namespace

wave_content waves_of(std::span<double const> samples, double length) {
    if (samples.size() < 16 || !(length > 0))
        throw std::invalid_argument(fmt::format(
            "waves_of: {} samples on a line of length {}, expected at least 16 and a positive length", samples.size(),
            length));
    std::vector<double> const energy = energies(samples);
    double const unit = 2 * std::numbers::pi / length, all = std::accumulate(energy.begin(), energy.end(), 0.0);
    wave_content out;
    if (all == 0) return out;
    double sum = 0;
    std::size_t k = 0;
    while (k < energy.size() && (sum += energy[k]) < 0.99 * all) ++k;
    out.highest = static_cast<double>(k) * unit;
    out.resolved = 2 * k < energy.size();

    // The window spreads a line over its two neighbours: those of a coarse line are coarse.
    auto const fine = energy.begin() + coarse_waves + 2;
    if (std::accumulate(fine, energy.end(), 0.0) < 0.01 * all) return out;
    double const strongest = *std::max_element(fine, energy.end());
    auto line = std::find_if(fine, energy.end(), [&](double e) { return e >= 0.01 * strongest; });
    while (line + 1 != energy.end() && line[1] > line[0]) ++line;
    out.carrier = static_cast<double>(line - energy.begin()) * unit;
    return out;
}

wave_content united(wave_content const& a, wave_content const& b) {
    return {std::max(a.highest, b.highest), std::max(a.carrier, b.carrier), a.resolved && b.resolved};
}

}  // namespace lamina
