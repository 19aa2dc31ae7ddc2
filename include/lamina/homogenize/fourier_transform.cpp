#include <lamina/homogenize/fourier_transform.hpp>

#include <cstdlib>
#include <numbers>

#include <unsupported/Eigen/FFT>

namespace lamina {

struct fourier_transform::plan {
    Eigen::FFT<double> fft;
    spectrum line, transformed, work;
};

fourier_transform::fourier_transform(std::array<std::size_t, 3> grid, std::array<double, 3> period)
    : grid_(grid), period_(period), plan_(std::make_unique<plan>()) {
    mirrored_.resize(size());
    for (std::size_t p = 0; p < size(); ++p) mirrored_[p] = mirrored(p);
}
fourier_transform::~fourier_transform() = default;

void fourier_transform::transform(spectrum& data, bool inverse) {
    for (std::size_t axis = 0; axis < 3; ++axis) {
        std::size_t const n = grid_[axis];
        if (n == 1) continue;
        std::size_t stride = 1;
        for (std::size_t i = axis + 1; i < 3; ++i) stride *= grid_[i];
        plan_->line.resize(n);
        for (std::size_t outer = 0; outer < data.size(); outer += n * stride)
            for (std::size_t start = outer; start < outer + stride; ++start) {
                for (std::size_t k = 0; k < n; ++k) plan_->line[k] = data[start + k * stride];
                if (inverse)
                    plan_->fft.inv(plan_->transformed, plan_->line);
                else
                    plan_->fft.fwd(plan_->transformed, plan_->line);
                for (std::size_t k = 0; k < n; ++k) data[start + k * stride] = plan_->transformed[k];
            }
    }
}

/// The index of the wave vector -k, where p is the index of k.
std::size_t fourier_transform::mirrored(std::size_t p) const {
    std::size_t out = 0, stride = 1;
    for (std::size_t i = 3; i-- > 0;) {
        std::size_t const k = p % grid_[i];
        out += (k == 0 ? 0 : grid_[i] - k) * stride;
        p /= grid_[i];
        stride *= grid_[i];
    }
    return out;
}

void fourier_transform::forward(std::span<double const> f, std::span<double const> g, spectrum& a, spectrum& b) {
    std::size_t const n = size();
    spectrum& both = plan_->work;
    both.resize(n);
    for (std::size_t p = 0; p < n; ++p) both[p] = {f[p], g[p]};
    transform(both, false);
    a.resize(n);
    b.resize(n);
    for (std::size_t p = 0; p < n; ++p) {
        auto const here = both[p], there = std::conj(both[mirrored_[p]]);
        a[p] = 0.5 * (here + there);
        auto const twice = here - there;
        b[p] = {0.5 * twice.imag(), -0.5 * twice.real()};
    }
}

void fourier_transform::inverse(spectrum const& a, spectrum const& b, std::span<double> f, std::span<double> g) {
    std::size_t const n = size();
    spectrum& both = plan_->work;
    both.resize(n);
    for (std::size_t p = 0; p < n; ++p) both[p] = {a[p].real() - b[p].imag(), a[p].imag() + b[p].real()};
    transform(both, true);
    for (std::size_t p = 0; p < n; ++p) {
        f[p] = both[p].real();
        g[p] = both[p].imag();
    }
}

void fourier_transform::forward(std::span<double const> f, spectrum& a) {
    a.assign(f.begin(), f.end());
    transform(a, false);
}

void fourier_transform::inverse(spectrum const& a, std::span<double> f) {
    plan_->work = a;
    transform(plan_->work, true);
    for (std::size_t p = 0; p < a.size(); ++p) f[p] = plan_->work[p].real();
}

long fourier_transform::frequency(std::size_t i, std::size_t p) const {
    for (std::size_t axis = 3; axis-- > i + 1;) p /= grid_[axis];
    auto const n = static_cast<long>(grid_[i]);
    long const k = static_cast<long>(p) % n;
    return 2 * k > n ? k - n : k;
}

bool fourier_transform::is_nyquist(std::size_t p) const {
    for (std::size_t i = 0; i < 3; ++i)
        if (grid_[i] > 1 && 2 * static_cast<std::size_t>(std::labs(frequency(i, p))) == grid_[i]) return true;
    return false;
}

double fourier_transform::wave_number(std::size_t i, std::size_t p) const {
    long const k = frequency(i, p);
    if (2 * k == static_cast<long>(grid_[i])) return 0;
    return 2 * std::numbers::pi * static_cast<double>(k) / period_[i];
}

}  // namespace lamina
