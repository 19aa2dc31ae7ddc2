#include <lamina/train/linearisation.hpp>

#include <algorithm>
#include <cmath>
#include <functional>

#include <lamina/numerics/cholesky.hpp>
#include <lamina/numerics/products.hpp>
#include <lamina/parallel/thread_pool.hpp>
#include <lamina/rows/balance_row.hpp>

namespace lamina {

namespace la = numerics;

linearisation::linearisation(residual_system<double>& system)
    : weighted(system),
      system_(system),
      p_(system.parameters()),
      n_(system.rows()),
      m_(std::min(n_, p_)),
      jt_(in_residual_space() ? 0 : p_ * n_),
      residual_(n_),
      scale_(p_),
      gram_(m_ * m_),
      right_(2 * m_) {
    for (auto& f : factor_) f.resize(m_ * m_);
}

void linearisation::at(std::span<double const> theta) {
    theta_.assign(theta.begin(), theta.end());
    auto const weight = weighted.weights();
    if (in_residual_space()) {
        weighted.residual(theta, residual_);
        system_.balanced_gram(theta, weight, scale_, gram_);
    } else {
        system_.jacobian(theta, residual_, jt_);
        for (std::size_t k = 0; k < n_; ++k) residual_[k] *= weight[k];
        thread_pool& pool = default_pool();
        pool.run([&](std::size_t t) {
            index_range const mine = share(p_, t, pool.size());
            for (std::size_t q = mine.begin; q < mine.end; ++q)
                scale_[q] = balance_row(std::span(jt_).subspan(q * n_, n_), weight);
        });
        la::gram_of_rows(jt_, p_, n_, gram_);
    }
    trace_ = 0;
    for (std::size_t k = 0; k < m_; ++k) trace_ += gram_[k * m_ + k] / static_cast<double>(m_);
}

bool linearisation::is_finite() const {
    return std::isfinite(trace_);
}

bool linearisation::damp(std::span<double const> mu) {
    count_ = mu.size();
    for (std::size_t j = 0; j < count_; ++j) {
        added_[j] = mu[j] * trace_;
        for (std::size_t k = 0; k < m_; ++k) {
            std::copy_n(gram_.data() + k * m_, k + 1, factor_[j].data() + k * m_);
            factor_[j][k * m_ + k] += added_[j];
        }
        factored_[j] = la::cholesky(factor_[j], m_);
    }
    return std::any_of(factored_.begin(), factored_.begin() + static_cast<std::ptrdiff_t>(count_), std::identity{});
}

char const* linearisation::why_not_factored() const {
    if (trace_ == 0) return "the Jacobian is zero: no parameter changes the residual";
    return "the damped Gram matrix is not numerically positive definite at any damping tried";
}

void linearisation::steps(std::span<double const> r, std::span<double> s) {
    auto const right = std::span(right_).first(count_ * m_);
    if (in_residual_space())
        std::copy_n(r.begin(), right.size(), right.begin());
    else
        la::multiply_each(jt_, p_, n_, r.first(count_ * n_), count_, right);
    for (std::size_t j = 0; j < count_; ++j)
        if (factored_[j]) la::cholesky_solve(factor_[j], m_, right.subspan(j * m_, m_));
    for (std::size_t j = 0; j < count_; ++j) {
        auto const step = s.subspan(j * p_, p_), solution = right.subspan(j * m_, m_);
        if (in_residual_space())
            weighted.transposed_times(theta_, solution, step);
        else
            std::ranges::copy(solution, step.begin());
        for (std::size_t q = 0; q < p_; ++q) step[q] *= -scale_[q] * (in_residual_space() ? scale_[q] : 1.0);
    }
}

void linearisation::along_step(std::size_t j, std::span<double> out) {
    auto const y = std::span(right_).subspan(j * m_, m_);
    if (in_residual_space()) {
        for (std::size_t k = 0; k < n_; ++k) out[k] = added_[j] * y[k] - residual_[k];
    } else {
        la::multiply_transposed(jt_, p_, n_, y, out);
        for (double& x : out) x = -x;
    }
}

}  // namespace lamina
