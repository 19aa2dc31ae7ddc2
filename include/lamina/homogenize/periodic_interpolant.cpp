#include <lamina/homogenize/periodic_interpolant.hpp>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numbers>
#include <stdexcept>

#include <fmt/format.h>

#include <lamina/homogenize/fourier_transform.hpp>

namespace lamina {

periodic_interpolant::periodic_interpolant(cell_equation const& cell, std::span<double const> values)
    : period_(cell.period) {
    if (values.size() != cell.points())
        throw std::invalid_argument(
            fmt::format("periodic_interpolant: {} values, expected {}", values.size(), cell.points()));
    if (cell.by_differences) {
        grid_ = cell.grid;
        corners_.assign(values.begin(), values.end());
        return;
    }
    fourier_transform fft(cell.grid, cell.period);
    fourier_transform::spectrum c;
    fft.forward(values, c);
    double largest = 0;
    for (auto const& v : c) largest = std::max(largest, std::abs(v));
    auto const n = static_cast<double>(c.size());
    mean_ = c[0].real() / n;
    for (std::size_t p = 1; p < c.size(); ++p) {
        if (std::abs(c[p]) <= 1e-16 * largest || fft.is_nyquist(p)) continue;
        std::array<long, 3> const k{fft.frequency(0, p), fft.frequency(1, p), fft.frequency(2, p)};
        if (k < std::array<long, 3>{}) continue;
        modes_.push_back({k, 2.0 / n * c[p]});
        for (std::size_t i = 0; i < 3; ++i)
            highest_[i] = std::max(highest_[i], static_cast<std::size_t>(std::labs(k[i])));
    }
}

template <class Use>
void periodic_interpolant::for_each_mode(std::array<double, 3> const& y, Use const& use) const {
    using complex = std::complex<double>;
    auto times = [](complex a, complex b) {
        return complex(a.real() * b.real() - a.imag() * b.imag(), a.real() * b.imag() + a.imag() * b.real());
    };
    // the powers of exp(2 pi i y / L) that occur, axis after axis
    std::vector<complex> powers;
    std::array<std::size_t, 3> start{};
    for (std::size_t i = 0; i < 3; ++i) {
        start[i] = powers.size();
        double const phase = 2 * std::numbers::pi * (y[i] / period_[i]);
        complex const one(std::cos(phase), std::sin(phase));
        powers.resize(start[i] + highest_[i] + 1, 1.0);
        for (std::size_t k = 1; k <= highest_[i]; ++k)
            powers[start[i] + k] = k % 2 == 0 ? times(powers[start[i] + k / 2], powers[start[i] + k / 2])
                                              : times(powers[start[i] + k - 1], one);
    }
    for (mode const& m : modes_) {
        complex v = times(m.amplitude, powers[start[0] + static_cast<std::size_t>(m.k[0])]);
        for (std::size_t i = 1; i < 3; ++i) {
            if (m.k[i] == 0) continue;
            complex const e = powers[start[i] + static_cast<std::size_t>(std::labs(m.k[i]))];
            v = times(v, m.k[i] > 0 ? e : std::conj(e));
        }
        use(m.k, v);
    }
}

double periodic_interpolant::between_corners(std::array<double, 3> const& y, std::array<int, 3> const& times) const {
    std::array<std::array<std::size_t, 2>, 3> at{};
    std::array<std::array<double, 2>, 3> weight{};
    for (std::size_t i = 0; i < 3; ++i) {
        auto const n = static_cast<double>(grid_[i]);
        double const cell = y[i] / period_[i] - std::floor(y[i] / period_[i]), s = cell * n;
        std::size_t const first = std::min(static_cast<std::size_t>(s), grid_[i] - 1);
        double const part = s - static_cast<double>(first);
        at[i] = {first, (first + 1) % grid_[i]};
        if (times[i] == 0) weight[i] = {1 - part, part};
        if (times[i] == 1) weight[i] = {-n / period_[i], n / period_[i]};
        if (times[i] > 1)
            throw std::invalid_argument("a corrector of coefficients that jump has no derivative of order " +
                                        std::to_string(times[i]) + " along an axis: its slopes jump");
    }
    double sum = 0;
    for (std::size_t corner = 0; corner < 8; ++corner) {
        std::array const side{corner / 4, corner / 2 % 2, corner % 2};
        std::size_t const p = (at[0][side[0]] * grid_[1] + at[1][side[1]]) * grid_[2] + at[2][side[2]];
        sum += weight[0][side[0]] * weight[1][side[1]] * weight[2][side[2]] * corners_[p];
    }
    return sum;
}

double periodic_interpolant::operator()(std::array<double, 3> const& y, std::array<int, 3> const& times) const {
    if (!corners_.empty()) return between_corners(y, times);
    int const order = times[0] + times[1] + times[2];
    double sum = order == 0 ? mean_ : 0.0;
    for_each_mode(y, [&](std::array<long, 3> const& k, std::complex<double> v) {
        double factor = 1;  // of the wave number; i^order turns the real part into one of four
        for (std::size_t i = 0; i < 3; ++i)
            for (int n = 0; n < times[i]; ++n) factor *= 2 * std::numbers::pi * static_cast<double>(k[i]) / period_[i];
        double const parts[]{v.real(), -v.imag(), -v.real(), v.imag()};
        sum += factor * parts[order % 4];
    });
    return sum;
}

std::array<double, 3> periodic_interpolant::gradient(std::array<double, 3> const& y) const {
    std::array<double, 3> sum{};
    for (std::size_t i = 0; i < 3 && !corners_.empty(); ++i) {
        std::array<int, 3> once{};
        once[i] = 1;
        sum[i] = between_corners(y, once);
    }
    if (!corners_.empty()) return sum;
    for_each_mode(y, [&](std::array<long, 3> const& k, std::complex<double> v) {
        for (std::size_t i = 0; i < 3; ++i) sum[i] -= static_cast<double>(k[i]) * v.imag();
    });
    for (std::size_t i = 0; i < 3; ++i) sum[i] *= 2 * std::numbers::pi / period_[i];
    return sum;
}

}  // namespace lamina
