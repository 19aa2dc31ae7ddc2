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
    : grid_(grid), period_(period), plan_(std::make_unique<plan>()) {}
fourier_transform::~fourier_transform() = default;

void fourier_transform::transform(spectrum& data, bool inverse) {
    for (std::size_t axis = 0; axis < 3; ++axis) {
        std::size_t const n = grid_[axis];
        if (n == 1) continue;
        std::size_t stride = 1;
        for (std::size_t i = axis + 1; i < 3; ++i) stride *= grid_[i];
        plan_->line.resize(n);
        for (std::size_t start = 0; start < data.size(); ++start) {
            if (start / stride % n != 0) continue;
            for (std::size_t k = 0; k < n; ++k) plan_->line[k] = data[start + k * stride];
            if (inverse) plan_->fft.inv(plan_->transformed, plan_->line);
            else plan_->fft.fwd(plan_->transformed, plan_->line);
            for (std::size_t k = 0; k < n; ++k) data[start + k * stride] = plan_->transformed[k];
        }
    }
}

void fourier_transform::forward(std::vector<double> const& values, spectrum& out) {
    out.assign(values.begin(), values.end());
    transform(out, false);
}

void fourier_transform::inverse(spectrum const& in, std::vector<double>& out) {
    plan_->work = in;
    transform(plan_->work, true);
    out.resize(in.size());
    for (std::size_t p = 0; p < in.size(); ++p) out[p] = plan_->work[p].real();
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
