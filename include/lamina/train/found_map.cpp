#include <lamina/train/found_map.hpp>

#include <algorithm>
#include <cmath>
#include <complex>
#include <functional>
#include <numbers>

#include <unsupported/Eigen/FFT>

namespace lamina::solving {

namespace {

constexpr std::size_t samples = 1024;
constexpr std::size_t margin = 4;
constexpr double few = 12;  // of which no map need make fewer

/// Lines on a circle, a coordinate in [0, 1): the axis itself where it is periodic, else there and back
class circle {
public:
    explicit circle(sampled_lines const& of)
        : of_(of), lines_(of.values.size() / of.points), around_(of.periodic ? of.points : 2 * (of.points - 1)) {}

    [[nodiscard]] std::size_t lines() const { return lines_; }
    [[nodiscard]] std::size_t around() const { return around_; }
    /// Of point i around
    [[nodiscard]] std::size_t on_axis(std::size_t i) const { return i < of_.points ? i : around_ - i; }

    /// By eight neighbours
    [[nodiscard]] double value(std::size_t line, double at) const {
        constexpr std::ptrdiff_t taken = 8;
        auto const n = static_cast<std::ptrdiff_t>(of_.points);
        double const cells = static_cast<double>(around_), all = at * cells;
        double const x = of_.periodic ? all : std::min(all, cells - all);
        std::ptrdiff_t first = static_cast<std::ptrdiff_t>(std::floor(x)) - taken / 2 + 1;
        if (!of_.periodic) first = std::clamp<std::ptrdiff_t>(first, 0, n - taken);
        double out = 0;
        for (std::ptrdiff_t i = 0; i < taken; ++i) {
            double weight = 1;
            for (std::ptrdiff_t j = 0; j < taken; ++j)
                if (j != i) weight *= (x - static_cast<double>(first + j)) / static_cast<double>(i - j);
            out += weight * of_.values[line * of_.points + static_cast<std::size_t>((first + i + n) % n)];
        }
        return out;
    }

    /// The largest slope, or root of the curvature, of the lines at each point around, made of mean 1
    [[nodiscard]] std::vector<double> busy(int order) const {
        std::vector<double> out(around_);
        for (std::size_t k = 0; k < lines_; ++k) {
            double const* const v = of_.values.data() + k * of_.points;
            for (std::size_t i = 0; i < around_; ++i) {
                std::size_t const here = on_axis(i), n = of_.points;
                std::size_t const before = here > 0       ? here - 1
                                           : of_.periodic ? n - 1
                                                          : 1,
                                  behind = here + 1 < n   ? here + 1
                                           : of_.periodic ? 0
                                                          : n - 2;
                double const difference =
                    order == 1 ? (v[behind] - v[before]) / 2 : std::sqrt(std::abs(v[behind] - 2 * v[here] + v[before]));
                out[i] = std::max(out[i], std::abs(difference));
            }
        }
        double mean = 0;
        for (double const v : out) mean += v / static_cast<double>(around_);
        for (double& v : out) v = mean > 0 ? v / mean : 1.0;
        return out;
    }

private:
    sampled_lines const& of_;
    std::size_t lines_, around_;
};

using spectrum = std::vector<std::complex<double>>;

spectrum transformed(std::vector<double> const& values) {
    Eigen::FFT<double> fft;
    spectrum out;
    fft.fwd(out, values);
    for (auto& c : out) c /= static_cast<double>(values.size());
    return out;
}

/// The slope's series
struct slope {
    std::vector<double> c, d;
};
slope smoothed(spectrum const& busy, bool periodic, bool mirrored, double weight, double width) {
    slope out;
    for (std::size_t k = 1; k < busy.size() / 2; ++k) {
        double const kept = 2 * weight * std::exp(-2 * std::numbers::pi * static_cast<double>(k) * width);
        if (kept < 1e-10) break;
        bool const turns = mirrored && !periodic && k % 2 == 1;
        out.c.push_back(turns ? 0.0 : kept * busy[k].real());
        out.d.push_back(periodic && !mirrored ? -kept * busy[k].imag() : 0.0);
    }
    return out;
}

/// f, shape (n,), at n even places around from its coefficients 1, 2, ...
std::vector<double> around(std::size_t n, std::size_t count,
                           std::function<std::complex<double>(std::size_t)> const& of) {
    Eigen::FFT<double> fft;
    spectrum all(n);
    for (std::size_t k = 1; k <= std::min(count, n / 2 - 1); ++k)
        all[k] = of(k) * static_cast<double>(n), all[n - k] = std::conj(all[k]);
    std::vector<double> out;
    fft.inv(out, all);
    return out;
}

/// Where even points in z lie around, on an axis that is not periodic Chebyshev points in z, there and back
std::vector<double> places_in(slope const& of, bool periodic) {
    constexpr std::size_t n = 2 * samples;
    constexpr double pi = std::numbers::pi, h = 1.0 / static_cast<double>(n);
    auto const steep =
        around(n, of.c.size(), [&](std::size_t k) { return std::complex(of.c[k - 1], -of.d[k - 1]) / 2.0; });
    auto const shift = around(n, of.c.size(), [&](std::size_t k) {
        return std::complex(-of.d[k - 1], -of.c[k - 1]) / (4 * pi * static_cast<double>(k));
    });
    auto const z = [&](std::size_t i) { return static_cast<double>(i) * h + shift[i % n] - shift[0]; };
    std::vector<double> out(samples);
    std::size_t i = 0;
    for (std::size_t j = 0; j < samples; ++j) {
        double const t = static_cast<double>(j) / samples;
        if (!periodic && t > 0.5) {
            out[j] = 1 - out[samples - j];
            continue;
        }
        double const wanted = periodic ? t : (1 - std::cos(2 * pi * t)) / 4;
        while (i + 1 < n && z(i + 1) <= wanted) ++i;
        // The inverse is a cubic between two points with slopes 1 / steep.
        double const step = z(i + 1) - z(i), p = (wanted - z(i)) / step;
        double const first = step / (1 + steep[i]), last = step / (1 + steep[(i + 1) % n]);
        out[j] = static_cast<double>(i) * h + h * p * p * (3 - 2 * p) + p * (1 - p) * ((1 - p) * first - p * last);
    }
    return out;
}

/// The degree behind which the lines have no coefficient above `resolved` in the map of this slope
double degree_in(circle const& lines, slope const& of, bool periodic, double resolved) {
    auto const places = places_in(of, periodic);
    std::vector<double> values(samples);
    std::size_t highest = 0;
    for (std::size_t line = 0; line < lines.lines(); ++line) {
        for (std::size_t j = 0; j < samples; ++j) values[j] = lines.value(line, places[j]);
        spectrum const found = transformed(values);
        for (std::size_t k = samples / 2 - 1; k > highest; --k)
            if (2 * std::abs(found[k]) > resolved) highest = k;
    }
    return static_cast<double>(highest);
}

}  // namespace

line_functions found_map(sampled_lines const& of, double tolerance, double resolved, parity only) {
    circle const lines(of);
    slope best;
    double degree = degree_in(lines, best, of.periodic, resolved);
    for (int const order : {1, 2}) {
        if (degree <= few) break;
        spectrum const busy = transformed(lines.busy(order));
        for (double width = 0.16; width > 0.004; width /= std::numbers::sqrt2)
            for (double const weight : {0.25, 0.5, 0.75, 0.9}) {
                slope const now = smoothed(busy, of.periodic, only != parity::none, weight, width);
                double const needed = degree_in(lines, now, of.periodic, resolved);
                if (needed < 0.9 * degree) degree = needed, best = now;
            }
    }
    degree *= std::max(1.0, std::log(tolerance) / std::log(resolved));
    return {
        {of.lower, of.upper, of.periodic, best.c, best.d}, static_cast<std::size_t>(std::ceil(degree)) + margin, only};
}

}  // namespace lamina::solving
