#include "reaction_reference.hpp"

#include <cmath>
#include <numbers>

namespace {

using complex = std::complex<double>;

/// In place, without 1 / n; turns back for sign = 1
void fourier(std::vector<complex>& a, double sign) {
    std::size_t const n = a.size();
    if (n == 1) return;
    std::vector<complex> even(n / 2), odd(n / 2);
    for (std::size_t k = 0; k < n / 2; ++k) even[k] = a[2 * k], odd[k] = a[2 * k + 1];
    fourier(even, sign), fourier(odd, sign);
    for (std::size_t k = 0; k < n / 2; ++k) {
        complex const turned =
            std::polar(1.0, sign * 2 * std::numbers::pi * static_cast<double>(k) / static_cast<double>(n)) * odd[k];
        a[k] = even[k] + turned, a[k + n / 2] = even[k] - turned;
    }
}

std::vector<double> at_points(std::vector<complex> u) {
    fourier(u, 1);
    std::vector<double> out;
    for (complex const v : u) out.push_back(v.real() / static_cast<double>(u.size()));
    return out;
}

}  // namespace

double reaction_reference::wave(std::size_t k) const {
    double const n = static_cast<double>(n_), at = static_cast<double>(k);
    return std::numbers::pi * (2 * k <= n_ ? at : at - n);
}

reaction_reference::reaction_reference(std::size_t n, double nu, double r, std::function<double(double)> f,
                                       std::function<double(double)> const& start, double step)
    : n_(n), f_(std::move(f)), step_(step) {
    for (std::size_t k = 0; k < n; ++k) {
        double const growth = step * (r - nu * wave(k) * wave(k));
        complex inner = 0, first = 0, middle = 0, last = 0;
        constexpr int corners = 32;
        for (int m = 0; m < corners; ++m) {
            complex const z = growth + std::polar(1.0, 2 * std::numbers::pi * (m + 0.5) / corners), e = std::exp(z);
            inner += (std::exp(z / 2.0) - 1.0) / z;
            first += (-4.0 - z + e * (4.0 - 3.0 * z + z * z)) / (z * z * z);
            middle += (2.0 + z + e * (-2.0 + z)) / (z * z * z);
            last += (-4.0 - 3.0 * z - z * z + e * (4.0 - z)) / (z * z * z);
        }
        whole_.push_back(std::exp(growth)), half_.push_back(std::exp(growth / 2));
        inner_.push_back(step * inner.real() / corners), first_.push_back(step * first.real() / corners);
        middle_.push_back(2 * step * middle.real() / corners), last_.push_back(step * last.real() / corners);
        u_.push_back(start(x(k)));
    }
    fourier(u_, -1);
}

reaction_reference::series reaction_reference::reaction(series const& u) const {
    series out;
    for (double const v : at_points(u)) out.push_back(f_(v));
    fourier(out, -1);
    return out;
}

void reaction_reference::advance() {
    series const here = reaction(u_);
    series a(n_), b(n_), c(n_);
    for (std::size_t k = 0; k < n_; ++k) a[k] = half_[k] * u_[k] + inner_[k] * here[k];
    series const at_a = reaction(a);
    for (std::size_t k = 0; k < n_; ++k) b[k] = half_[k] * u_[k] + inner_[k] * at_a[k];
    series const at_b = reaction(b);
    for (std::size_t k = 0; k < n_; ++k) c[k] = half_[k] * a[k] + inner_[k] * (2.0 * at_b[k] - here[k]);
    series const at_c = reaction(c);
    for (std::size_t k = 0; k < n_; ++k)
        u_[k] = whole_[k] * u_[k] + first_[k] * here[k] + middle_[k] * (at_a[k] + at_b[k]) + last_[k] * at_c[k];
    t_ += step_;
}

void reaction_reference::run_to(double t) {
    while (t_ < t - step_ / 2) advance();
}

std::pair<std::vector<double>, std::vector<double>> reaction_reference::values(std::size_t few) const {
    series slope = u_;
    for (std::size_t k = 0; k < n_; ++k) slope[k] *= complex(0, 2 * k == n_ ? 0.0 : wave(k));
    auto const u = at_points(u_), ux = at_points(slope);
    std::pair<std::vector<double>, std::vector<double>> out;
    for (std::size_t k = 0; k < n_; k += few) out.first.push_back(u[k]), out.second.push_back(ux[k]);
    return out;
}
