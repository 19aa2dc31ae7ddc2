#include <lamina/train/levenberg_marquardt.hpp>

#include <algorithm>
#include <cmath>
#include <span>
#include <vector>

#include <lamina/linear_algebra/dense.hpp>
#include <lamina/loss/block_losses.hpp>
#include <lamina/loss/row_weights.hpp>
#include <lamina/train/check_option.hpp>
#include <lamina/train/training_run.hpp>

namespace lamina {

namespace {

namespace la = linear_algebra;

void check(levenberg_marquardt const& l) {
    auto option = [](bool fits, char const* name, double value, char const* expected) {
        check_option(fits && std::isfinite(value), "levenberg_marquardt", name, value, expected);
    };
    option(l.damping > 0, "damping", l.damping, "a positive number");
    option(l.geodesic >= 0, "geodesic", l.geodesic, "a non-negative number");
    option(l.first_rcond >= 0, "first_rcond", l.first_rcond, "a non-negative number");
}

double norm(std::span<double const> v) {
    double sum = 0;
    for (double const x : v) sum += x * x;
    return std::sqrt(sum);
}

/// The linearised problem at one theta: J^T, shape (P, N), rows scaled by S, columns by the weights of residuals.
class linearisation {
public:
    linearisation(residual_system<double>& system)
        : system_(system), p_(system.parameters()), n_(system.rows()), m_(std::min(n_, p_)),
          weight_(row_weights(system)), jt_(p_ * n_), scale_(p_), gram_(m_ * m_), factor_(m_ * m_), right_(m_),
          residual(n_) {}

    /// Weighted residual at theta; returns the loss.
    double weighted_residual(std::span<double const> theta, std::span<double> r) {
        system_.residual(theta, r);
        double sum = 0;
        for (std::size_t k = 0; k < n_; ++k) r[k] *= weight_[k], sum += r[k] * r[k];
        return sum / 2;
    }

    void at(std::span<double const> theta) {
        system_.jacobian(theta, residual, jt_);
        for (std::size_t k = 0; k < n_; ++k) residual[k] *= weight_[k];
        for (std::size_t q = 0; q < p_; ++q) {
            double* row = jt_.data() + q * n_;
            double sum = 0;
            for (std::size_t k = 0; k < n_; ++k) row[k] *= weight_[k], sum += row[k] * row[k];
            scale_[q] = sum > 0 ? 1 / std::sqrt(std::sqrt(sum)) : 0.0;
            for (std::size_t k = 0; k < n_; ++k) row[k] *= scale_[q];
        }
        if (in_residual_space()) la::gram_of_columns(jt_, p_, n_, gram_);
        else la::gram_of_rows(jt_, p_, n_, gram_);
        trace_ = 0;
        for (std::size_t k = 0; k < m_; ++k) trace_ += gram_[k * m_ + k] / static_cast<double>(m_);
    }

    /// Factors the Gram matrix + mu * mean diagonal; false if that fails.
    bool damp(double mu) {
        factor_ = gram_;
        for (std::size_t k = 0; k < m_; ++k) factor_[k * m_ + k] += mu * trace_;
        return la::cholesky(factor_, m_);
    }

    /// The step for a right-hand side r (weighted): -S J^T (J S^2 J^T + mu)^-1 r, or the same in parameter space.
    void step(std::span<double const> r, std::span<double> s) {
        if (in_residual_space()) {
            std::copy(r.begin(), r.end(), right_.begin());
            la::cholesky_solve(factor_, m_, right_);
            la::multiply(jt_, p_, n_, right_, s);
        } else {
            la::multiply(jt_, p_, n_, r, right_);
            la::cholesky_solve(factor_, m_, right_);
            std::copy(right_.begin(), right_.end(), s.begin());
        }
        for (std::size_t q = 0; q < p_; ++q) s[q] *= -scale_[q];
    }

    /// Why no damping lets the Gram matrix be factored
    [[nodiscard]] char const* why_not_factored() const {
        if (!std::isfinite(trace_)) return "the Jacobian is not finite; theta is the best before it";
        if (trace_ == 0) return "the Jacobian is zero: no parameter changes the residual";
        return "the damped Gram matrix is not numerically positive definite at any damping tried";
    }

    /// out = J s (weighted)
    void apply(std::span<double const> s, std::span<double> out, std::vector<double>& unscaled) {
        for (std::size_t q = 0; q < p_; ++q) unscaled[q] = scale_[q] > 0 ? s[q] / scale_[q] : 0.0;
        la::multiply_transposed(jt_, p_, n_, unscaled, out);
    }

private:
    residual_system<double>& system_;
    std::size_t p_, n_, m_;
    std::vector<double> weight_, jt_, scale_, gram_, factor_, right_;
    double trace_ = 0;
    [[nodiscard]] bool in_residual_space() const { return n_ <= p_; }

public:
    std::vector<double> residual;  ///< weighted, at the current theta
};

/// Fits the last layers, in which a linear equation is affine, by truncated least squares.
void fit_last_layers(residual_system<double>& system, linearisation& linear, std::vector<double>& theta,
                    double rcond) {
    std::vector<std::size_t> columns;
    for (auto const [first, end] : system.last_layers())
        for (std::size_t q = first; q < end; ++q) columns.push_back(q);
    std::size_t const p = columns.size(), n = system.rows();
    std::vector<double> jt(system.parameters() * n), r(n), a(n * p);
    auto const weight = row_weights(system);
    system.jacobian(theta, r, jt);
    for (std::size_t k = 0; k < n; ++k) {
        if (!std::isfinite(r[k])) return;  // training ends with the reason
        r[k] *= -weight[k];
        for (std::size_t q = 0; q < p; ++q) {
            a[k * p + q] = weight[k] * jt[columns[q] * n + k];
            if (!std::isfinite(a[k * p + q])) return;
        }
    }
    auto const step = la::least_squares(std::move(a), n, p, r, rcond);
    double const before = linear.weighted_residual(theta, r);
    std::vector<double> tried = theta;
    for (std::size_t q = 0; q < p; ++q) tried[columns[q]] += step[q];
    if (linear.weighted_residual(tried, r) < before) theta = tried;
}

}  // namespace

fit train(residual_system<double>& system, std::span<double const> start, levenberg_marquardt const& method,
          stop const& when) {
    check(method);
    training_run run("levenberg_marquardt", system, start, when);
    std::size_t const p = system.parameters(), n = system.rows();
    std::vector<double> theta(start.begin(), start.end());
    linearisation linear(system);
    if (method.first_rcond > 0) fit_last_layers(system, linear, theta, method.first_rcond);

    std::vector<double> r(n), along(n), second(n), s(p), s2(p), tried(p), best(p), scratch(p);
    double loss = linear.weighted_residual(theta, r);
    std::vector<double> losses = block_losses(system, r);  // of the blocks, at theta
    double mu = method.damping;
    constexpr double probe = 0.1;  // length of the finite difference along s that measures curvature

    bool any_factored = false, any_finite = false;  // of the dampings and losses tried in this iteration
    // The best point that damping mu offers, into `tried`; its loss.
    auto attempt = [&](double damping) {
        if (!linear.damp(damping)) return double{INFINITY};
        any_factored = true;
        linear.step(linear.residual, s);
        if (method.geodesic > 0) {
            for (std::size_t q = 0; q < p; ++q) tried[q] = theta[q] + probe * s[q];
            linear.weighted_residual(tried, r);
            linear.apply(s, along, scratch);
            for (std::size_t k = 0; k < n; ++k)
                second[k] = 2 / probe * ((r[k] - linear.residual[k]) / probe - along[k]);
            linear.step(second, s2);
            bool const short_enough = norm(s2) / 2 <= method.geodesic * norm(s);
            for (std::size_t q = 0; q < p; ++q) tried[q] = theta[q] + s[q] + (short_enough ? s2[q] / 2 : 0.0);
        } else {
            for (std::size_t q = 0; q < p; ++q) tried[q] = theta[q] + s[q];
        }
        double const reached = linear.weighted_residual(tried, r);
        if (!std::isfinite(reached)) return double{INFINITY};
        any_finite = true;
        return reached;
    };

    for (std::size_t iteration = 0; !run.done(iteration, loss, losses, theta); ++iteration) {
        linear.at(theta);
        bool moved = any_factored = any_finite = false;
        for (int tries = 0; tries < 20 && !moved; ++tries) {
            double const first = attempt(mu);
            if (first < loss) {
                best = tried;
                losses = block_losses(system, r);
                double const bolder = attempt(mu / 4);
                moved = true;
                if (bolder < first) {
                    theta = tried, loss = bolder, mu /= 4;
                    losses = block_losses(system, r);
                } else {
                    theta = best, loss = first;
                }
            } else {
                mu *= 4;
            }
        }
        if (!moved) {
            run.stop_because(any_finite     ? "no damping lowers the loss: a minimum within rounding"
                             : any_factored ? "the loss is not finite at any step; theta is the best before it"
                                            : linear.why_not_factored());
            break;
        }
    }
    return run.finish();
}

}  // namespace lamina
