#include <lamina/train/levenberg_marquardt.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <span>
#include <stdexcept>
#include <vector>

#include <fmt/format.h>

#include <lamina/rows/block_losses.hpp>
#include <lamina/numerics/cholesky.hpp>
#include <lamina/numerics/least_squares.hpp>
#include <lamina/numerics/products.hpp>
#include <lamina/parallel/aligned_storage.hpp>
#include <lamina/parallel/memory_limit.hpp>
#include <lamina/parallel/thread_pool.hpp>
#include <lamina/rows/balance_row.hpp>
#include <lamina/train/check_option.hpp>
#include <lamina/train/training_run.hpp>
#include <lamina/train/weighted_system.hpp>

namespace lamina {

namespace {

namespace la = numerics;

void check(levenberg_marquardt const& l) {
    check_option(l.damping > 0, "levenberg_marquardt", "damping", l.damping, "a positive number");
    check_option(l.geodesic >= 0, "levenberg_marquardt", "geodesic", l.geodesic, "a non-negative number");
    check_option(l.most_memory >= 0, "levenberg_marquardt", "most_memory", l.most_memory, "a non-negative number");
    check_option(l.first_rcond >= 0, "levenberg_marquardt", "first_rcond", l.first_rcond, "a non-negative number");
}

std::ptrdiff_t to_signed(std::size_t k) {
    return static_cast<std::ptrdiff_t>(k);
}

double norm(std::span<double const> v) {
    double sum = 0;
    for (double const x : v) sum += x * x;
    return std::sqrt(sum);
}

void check_memory(levenberg_marquardt const& l, std::size_t rows, std::size_t parameters) {
    auto const n = static_cast<double>(rows), p = static_cast<double>(parameters), m = std::min(n, p);
    double const needed = 8 * (n * p + 3 * m * m), most = l.most_memory > 0 ? l.most_memory : physical_memory();
    if (needed > most)
        throw std::invalid_argument(fmt::format(
            "levenberg_marquardt: {} rows and {} parameters need {:.2g} GB for the Jacobian and the Gram matrices, "
            "more than the {:.2g} GB of most_memory; use gauss_newton_cg(), which needs {:.2g} GB",
            rows, parameters, needed / 1e9, most / 1e9, 8 * (13 * n + 25 * p) / 1e9));
}

/// The linearised problem at one theta, A = diag(w) J diag(s) with the weights w of residuals and the scales s of
/// columns, and its steps for up to two dampings at once. In residual space, where there are no more residuals than
/// parameters, by A A^T from the system and by J^T w; else by A^T A from A^T, shape (P, N).
class linearisation {
public:
    linearisation(residual_system<double>& system)
        : system_(system),
          p_(system.parameters()),
          n_(system.rows()),
          m_(std::min(n_, p_)),
          weighted_(system),
          weight_(weighted_.weights()),
          jt_(in_residual_space() ? 0 : p_ * n_),
          scale_(p_),
          gram_(m_ * m_),
          right_(2 * m_),
          residual(n_) {
        for (auto& f : factor_) f.resize(m_ * m_);
    }

    /// Weighted residual at theta; returns the loss.
    double weighted_residual(std::span<double const> theta, std::span<double> r) {
        return weighted_.residual(theta, r);
    }

    void at(std::span<double const> theta) {
        theta_.assign(theta.begin(), theta.end());
        if (in_residual_space()) {
            weighted_residual(theta, residual);
            system_.balanced_gram(theta, weight_, scale_, gram_);
        } else {
            system_.jacobian(theta, residual, jt_);
            for (std::size_t k = 0; k < n_; ++k) residual[k] *= weight_[k];
            thread_pool& pool = default_pool();
            pool.run([&](std::size_t t) {
                index_range const mine = share(p_, t, pool.size());
                for (std::size_t q = mine.begin; q < mine.end; ++q)
                    scale_[q] = balance_row(std::span(jt_).subspan(q * n_, n_), weight_);
            });
            la::gram_of_rows(jt_, p_, n_, gram_);
        }
        trace_ = 0;
        for (std::size_t k = 0; k < m_; ++k) trace_ += gram_[k * m_ + k] / static_cast<double>(m_);
    }

    /// Factors the Gram matrix + mu_j * mean diagonal for each j < 2; true if at least one could be.
    bool damp(std::span<double const> mu) {
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
    [[nodiscard]] bool factored(std::size_t j) const { return factored_[j]; }

    /// The steps s_j, shape (dampings, P), for right-hand sides r_j (weighted), shape (dampings, N):
    /// -S A^T (A A^T + mu)^-1 r, or the same in parameter space; not meant for a damping that was not factored.
    void steps(std::span<double const> r, std::span<double> s) {
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
                weighted_.transposed_times(theta_, solution, step);
            else
                std::ranges::copy(solution, step.begin());
            for (std::size_t q = 0; q < p_; ++q) step[q] *= -scale_[q] * (in_residual_space() ? scale_[q] : 1.0);
        }
    }

    /// J s (weighted), s the last step for damping j, its right-hand side `residual`: in residual space that is
    /// mu y - r where (A A^T + mu) y = r.
    void along_step(std::size_t j, std::span<double> out) {
        auto const y = std::span(right_).subspan(j * m_, m_);
        if (in_residual_space()) {
            for (std::size_t k = 0; k < n_; ++k) out[k] = added_[j] * y[k] - residual[k];
        } else {
            la::multiply_transposed(jt_, p_, n_, y, out);
            for (double& x : out) x = -x;
        }
    }

    [[nodiscard]] bool is_finite() const { return std::isfinite(trace_); }
    /// Why no damping lets the Gram matrix be factored
    [[nodiscard]] char const* why_not_factored() const {
        if (trace_ == 0) return "the Jacobian is zero: no parameter changes the residual";
        return "the damped Gram matrix is not numerically positive definite at any damping tried";
    }

    /// Fits the last layer, in which a linear equation is affine, by truncated least squares.
    void fit_last_layers(std::vector<double>& theta, double rcond) {
        std::vector<std::size_t> columns;
        for (auto const [first, end] : system_.last_layers())
            for (std::size_t q = first; q < end; ++q) columns.push_back(q);
        std::size_t const p = columns.size();
        std::vector<double> r(n_), a(p * n_);
        aligned_vector<double> jt(n_ * p_);
        system_.jacobian(theta, r, jt);
        for (std::size_t k = 0; k < n_; ++k) {
            if (!std::isfinite(r[k])) return;  // training ends with the reason
            r[k] *= -weight_[k];
            for (std::size_t q = 0; q < p; ++q) {
                a[q * n_ + k] = weight_[k] * jt[columns[q] * n_ + k];
                if (!std::isfinite(a[q * n_ + k])) return;
            }
        }
        auto const step = la::truncated_least_squares(a, n_, p, r, rcond).x;
        double const before = weighted_residual(theta, r);
        std::vector<double> tried = theta;
        for (std::size_t q = 0; q < p; ++q) tried[columns[q]] += step[q];
        if (weighted_residual(tried, r) < before) theta = tried;
    }

private:
    residual_system<double>& system_;
    std::size_t p_, n_, m_, count_ = 0;
    weighted_system weighted_;
    std::span<double const> weight_;
    aligned_vector<double> jt_;
    std::vector<double> theta_, scale_, gram_, right_;
    std::array<std::vector<double>, 2> factor_;
    std::array<double, 2> added_{};
    std::array<bool, 2> factored_{};
    double trace_ = 0;
    [[nodiscard]] bool in_residual_space() const { return n_ <= p_; }

public:
    std::vector<double> residual;  ///< weighted, at the current theta
};

}  // namespace

fit train(residual_system<double>& system, std::span<double const> start, levenberg_marquardt const& method,
          stop const& when) {
    check(method);
    training_run run("levenberg_marquardt", system, start, when);
    std::size_t const p = system.parameters(), n = system.rows();
    check_memory(method, n, p);
    std::vector<double> theta(start.begin(), start.end());
    linearisation linear(system);
    if (method.first_rcond > 0) linear.fit_last_layers(theta, method.first_rcond);

    std::vector<double> r(n), right(2 * n), s(2 * p), s2(2 * p), tried(p), best(p);
    double loss = linear.weighted_residual(theta, r);
    std::vector<double> losses = block_losses(system, r);  // of the blocks, at theta
    double mu = method.damping;
    constexpr double probe = 0.1;  // length of the finite difference along s that measures curvature

    bool any_factored = false, any_finite = false;  // of the dampings and losses tried in this iteration
    // Moves to the best point that the dampings offer, at most two, if its loss is lower; its damping is the next mu.
    auto attempt = [&](std::span<double const> dampings) {
        if (!linear.damp(dampings)) return false;
        any_factored = true;
        std::size_t const count = dampings.size();
        for (std::size_t j = 0; j < count; ++j) std::ranges::copy(linear.residual, right.begin() + to_signed(j * n));
        linear.steps(right, s);
        if (method.geodesic > 0) {
            for (std::size_t j = 0; j < count; ++j) {
                auto const second = std::span(right).subspan(j * n, n);
                for (std::size_t q = 0; q < p; ++q) tried[q] = theta[q] + probe * s[j * p + q];
                linear.weighted_residual(tried, r);
                linear.along_step(j, second);
                for (std::size_t k = 0; k < n; ++k)
                    second[k] = 2 / probe * ((r[k] - linear.residual[k]) / probe - second[k]);
            }
            linear.steps(right, s2);
        }
        double lowest = loss;
        for (std::size_t j = 0; j < count; ++j) {
            if (!linear.factored(j)) continue;
            std::span const step(s.data() + j * p, p), correction(s2.data() + j * p, p);
            bool const short_enough = norm(correction) / 2 <= method.geodesic * norm(step);
            for (std::size_t q = 0; q < p; ++q)
                tried[q] = theta[q] + step[q] + (short_enough ? correction[q] / 2 : 0.0);
            double const reached = linear.weighted_residual(tried, r);
            any_finite = any_finite || std::isfinite(reached);
            if (!(reached < lowest)) continue;
            lowest = reached, mu = dampings[j];
            best = tried;
            losses = block_losses(system, r);
        }
        if (!(lowest < loss)) return false;
        theta = best, loss = lowest;
        return true;
    };

    for (std::size_t iteration = 0; !run.done(iteration, loss, losses, theta); ++iteration) {
        linear.at(theta);
        if (!linear.is_finite()) {
            run.not_finite("the Jacobian", "not finite", iteration, theta);
            break;
        }
        any_factored = any_finite = false;
        bool moved = attempt(std::array{mu, mu / 4});
        for (int tries = 1; tries < 20 && !moved; ++tries) {
            mu *= 4;
            moved = attempt(std::array{mu});
        }
        if (moved) continue;
        if (any_factored && !any_finite) run.not_finite("the loss after any step", "not finite", iteration + 1, tried);
        else if (any_finite) run.stuck("no damping lowers the loss: a minimum within rounding", theta);
        else run.stop_because(linear.why_not_factored());
        break;
    }
    return run.finish();
}

}  // namespace lamina
