#include <lamina/train/damped_lsqr.hpp>

#include <algorithm>
#include <cmath>

#include <lamina/numerics/vector_sizes.hpp>

namespace lamina {

namespace {

/// Makes v of length 1, if it is not zero; returns the length it had.
double normalise(std::span<double> v) {
    double const length = numerics::norm(v);
    if (length > 0)
        for (double& x : v) x /= length;
    return length;
}

/// to = from - factor to
void subtract_from(std::span<double const> from, double factor, std::span<double> to) {
    for (std::size_t k = 0; k < to.size(); ++k) to[k] = from[k] - factor * to[k];
}

}  // namespace

damped_lsqr::damped_lsqr(std::size_t rows, std::size_t columns, std::size_t dampings)
    : u_(rows), v_(columns), next_u_(rows), next_v_(columns), solutions_(dampings) {
    for (auto& d : solutions_) d.x.resize(columns), d.w.resize(columns);
}

void damped_lsqr::advance(damped& d, double alpha, double beta) {
    double const damped_rho = std::hypot(d.rho_bar, d.root);
    d.phi_bar *= d.rho_bar / damped_rho;
    double const rho = std::hypot(damped_rho, beta), c = damped_rho / rho, s = beta / rho;
    double const phi = c * d.phi_bar, along = phi / rho, back = s * alpha / rho;
    for (std::size_t p = 0; p < v_.size(); ++p) {
        d.x[p] += along * d.w[p];
        d.w[p] = v_[p] - back * d.w[p];
    }
    d.rho_bar = -c * alpha;
    d.phi_bar *= s;
    d.gradient = alpha * std::abs(s * phi);
}

damped_lsqr::ending damped_lsqr::solve(matrix const& a, std::span<double const> b, std::span<double const> mu,
                                       std::size_t deciding, double tolerance, std::size_t most) {
    std::copy(b.begin(), b.end(), u_.begin());
    double beta = normalise(u_);
    a.transposed_times(u_, v_);
    double alpha = normalise(v_);
    gradient_norm_ = alpha * beta;
    for (std::size_t j = 0; j < solutions_.size(); ++j) {
        auto& d = solutions_[j];
        std::fill(d.x.begin(), d.x.end(), 0.0);
        d.w = v_;
        d.root = std::sqrt(mu[j]), d.rho_bar = alpha, d.phi_bar = beta, d.gradient = gradient_norm_;
    }
    std::size_t k = 0;
    while (k < most && alpha > 0 && solutions_[deciding].gradient > tolerance * gradient_norm_) {
        a.times(v_, next_u_);
        subtract_from(next_u_, alpha, u_);
        beta = normalise(u_);
        a.transposed_times(u_, next_v_);
        subtract_from(next_v_, beta, v_);
        alpha = normalise(v_);
        for (auto& d : solutions_) advance(d, alpha, beta);
        ++k;
    }
    return {k, std::isfinite(gradient_norm_) && std::isfinite(alpha) && std::isfinite(beta)};
}

}  // namespace lamina
