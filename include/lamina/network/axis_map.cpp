#include <lamina/network/axis_map.hpp>

#include <cmath>
#include <complex>
#include <numbers>
#include <utility>

namespace lamina {

axis_map::axis_map(double lower, double upper, bool periodic, std::vector<double> c, std::vector<double> d)
    : lower_(lower), upper_(upper), periodic_(periodic), c_(std::move(c)), d_(std::move(d)) {
    d_.resize(c_.size(), 0.0);
}

std::array<double, 5> axis_map::taylor(double x) const {
    double const length = upper_ - lower_, s = (x - lower_) / length;
    double const first = (periodic_ ? 2 : 1) * std::numbers::pi;
    std::array<double, 5> out{s, 1, 0, 0, 0};
    std::complex<double> const turn = std::polar(1.0, first * s);
    std::complex<double> at = 1;
    for (std::size_t k = 0; k < c_.size(); ++k) {
        at *= turn;
        double const w = first * static_cast<double>(k + 1);
        double const along = c_[k] * at.real() + d_[k] * at.imag(), across = d_[k] * at.real() - c_[k] * at.imag();
        out[0] += (d_[k] - across) / w;
        out[1] += along;
        out[2] += w * across / 2;
        out[3] -= w * w * along / 6;
        out[4] -= w * w * w * across / 24;
    }
    double scale = 1;
    for (std::size_t j = 1; j < out.size(); ++j) out[j] *= scale /= length;
    return out;
}

double axis_map::inverse(double z) const {
    double below = lower_, above = upper_, x = lower_ + z * (upper_ - lower_);
    for (int step = 0; step < 100; ++step) {
        auto const at = taylor(x);
        (at[0] < z ? below : above) = x;
        double next = x - (at[0] - z) / at[1];
        if (!(below < next && next < above)) next = (below + above) / 2;
        if (std::abs(next - x) <= 1e-15 * (upper_ - lower_)) return next;
        x = next;
    }
    return x;
}

}  // namespace lamina
