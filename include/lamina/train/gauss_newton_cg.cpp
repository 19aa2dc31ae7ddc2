#include <lamina/train/gauss_newton_cg.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <random>
#include <vector>

#include <lamina/rows/block_losses.hpp>
#include <lamina/train/check_option.hpp>
#include <lamina/train/damped_lsqr.hpp>
#include <lamina/train/training_run.hpp>
#include <lamina/train/weighted_system.hpp>

namespace lamina {

namespace {

constexpr std::array<double, 4> ladder{1.0 / 4, 1.0, 4.0, 16.0};
constexpr double probe = 0.1;  // length of the finite difference along a step that measures curvature

void check(gauss_newton_cg const& g) {
    check_option(g.damping > 0, "gauss_newton_cg", "damping", g.damping, "a positive number");
    check_option(g.geodesic >= 0, "gauss_newton_cg", "geodesic", g.geodesic, "a non-negative number");
    check_option(g.forcing > 0 && g.forcing < 1, "gauss_newton_cg", "forcing", g.forcing, "a number in (0, 1)");
    check_option(g.most_inner > 0, "gauss_newton_cg", "most_inner", static_cast<double>(g.most_inner), "at least 1");
}

/// A running mean of the squares of J^T W z: the diagonal of J^T W^2 J, expected.
class diagonal_estimate {
public:
    diagonal_estimate(std::size_t rows, std::size_t columns) : signs_(rows), product_(columns), mean_(columns) {}

    void at(weighted_system& system, std::span<double const> theta) {
        for (std::size_t first = seen_ == 0 ? remembered : 1; first > 0; --first) {
            for (double& z : signs_) z = (random_() >> 63) != 0 ? 1.0 : -1.0;
            system.transposed_times(theta, signs_, product_);
            double const part = 1 / static_cast<double>(std::min(++seen_, remembered));
            for (std::size_t p = 0; p < mean_.size(); ++p) mean_[p] += part * (product_[p] * product_[p] - mean_[p]);
        }
    }
    [[nodiscard]] std::span<double const> values() const { return mean_; }

private:
    static constexpr std::size_t remembered = 8;
    std::mt19937_64 random_{1};
    std::size_t seen_ = 0;
    std::vector<double> signs_, product_, mean_;
};

/// W J S at one theta, S a diagonal
class scaled_jacobian {
public:
    scaled_jacobian(weighted_system& system, std::size_t columns) : scale(columns), system_(system), scaled_(columns) {}

    [[nodiscard]] damped_lsqr::matrix at(std::span<double const> theta) {
        return {[this, theta](std::span<double const> v, std::span<double> out) {
                    for (std::size_t p = 0; p < scale.size(); ++p) scaled_[p] = scale[p] * v[p];
                    system_.times(theta, scaled_, out);
                },
                [this, theta](std::span<double const> w, std::span<double> out) {
                    system_.transposed_times(theta, w, out);
                    for (std::size_t p = 0; p < scale.size(); ++p) out[p] *= scale[p];
                }};
    }

    std::vector<double> scale;  ///< the diagonal of S, shape (P,)

private:
    weighted_system& system_;
    std::vector<double> scaled_;
};

/// Eisenstat and Walker's second choice with its safeguard
class forcing_term {
public:
    explicit forcing_term(double most) : most_(most), eta_(most) {}
    double at(double gradient) {
        double const power = (1 + std::sqrt(5.0)) / 2, floor = 0.9 * std::pow(eta_, power);
        if (before_ > 0) {
            eta_ = 0.9 * std::pow(gradient / before_, power);
            if (floor > 0.1) eta_ = std::max(eta_, floor);
            eta_ = std::min(eta_, most_);
        }
        before_ = gradient;
        return eta_;
    }

private:
    double most_, eta_, before_ = 0;
};

}  // namespace

fit train(residual_system<double>& system, std::span<double const> start, gauss_newton_cg const& method,
          stop const& when) {
    check(method);
    training_run run("gauss_newton_cg", system, start, when);
    std::size_t const p = system.parameters(), n = system.rows();
    std::vector<double> theta(start.begin(), start.end()), tried(p), best(p), step(p);
    std::vector<double> r(n), r_tried(n), r_best(n), along(n), b(n);
    weighted_system weighted(system);
    scaled_jacobian jacobian(weighted, p);
    damped_lsqr inner(n, p, ladder.size()), correction(n, p, 1);
    diagonal_estimate diagonal(n, p);
    double loss = weighted.residual(theta, r);

    bool any_finite = false;
    auto taken = [&](double& lowest) {  // keeps `tried` if its loss is lower than `lowest`
        double const reached = weighted.residual(tried, r_tried);
        any_finite = any_finite || std::isfinite(reached);
        if (!(reached < lowest)) return false;
        lowest = reached;
        best.swap(tried), r_best.swap(r_tried);
        return true;
    };
    auto solve = [&](double mu, double tolerance) {
        std::array<double, ladder.size()> dampings;
        for (std::size_t j = 0; j < ladder.size(); ++j) dampings[j] = ladder[j] * mu;
        return inner.solve(jacobian.at(theta), b, dampings, 0, tolerance, method.most_inner).finite;
    };
    auto set_step = [&](std::size_t j) {
        auto const y = inner.solution(j);
        for (std::size_t q = 0; q < p; ++q) step[q] = jacobian.scale[q] * y[q];
    };
    // Adds the second-order correction to the step, if it is short enough, into `tried`.
    auto correct = [&](double mu, double tolerance) {
        for (std::size_t q = 0; q < p; ++q) tried[q] = theta[q] + probe * step[q];
        weighted.residual(tried, r_tried);
        weighted.times(theta, step, along);
        for (std::size_t k = 0; k < n; ++k) along[k] = -2 / probe * ((r_tried[k] - r[k]) / probe - along[k]);
        if (!correction.solve(jacobian.at(theta), along, std::span(&mu, 1), 0, tolerance, method.most_inner).finite)
            return false;
        auto const y = correction.solution(0);
        double length = 0, longest = 0;
        for (std::size_t q = 0; q < p; ++q) {
            double const half = jacobian.scale[q] * y[q] / 2;
            tried[q] = theta[q] + step[q] + half;
            length += half * half, longest += step[q] * step[q];
        }
        return length <= method.geodesic * method.geodesic * longest;
    };
    // Moves to the best step that the dampings around mu offer; the rung of the next mu, none if no step is lower.
    auto move = [&](double mu, double tolerance) -> std::optional<std::size_t> {
        std::optional<std::size_t> rung;
        double lowest = loss;
        any_finite = false;
        for (std::size_t j = 0; j < ladder.size(); ++j) {
            set_step(j);
            for (std::size_t q = 0; q < p; ++q) tried[q] = theta[q] + step[q];
            if (taken(lowest)) rung = j;
        }
        if (method.geodesic > 0 && mu > 0) {
            std::size_t const j = rung.value_or(ladder.size() - 1);
            set_step(j);
            if (correct(ladder[j] * mu, tolerance) && taken(lowest)) rung = j;
        }
        if (!rung) return rung;
        theta.swap(best), r.swap(r_best), loss = lowest;
        return rung;
    };

    if (method.last_layer_first && std::isfinite(loss)) {
        bool any = false;
        for (auto const [first, end] : system.last_layers())
            for (std::size_t q = first; q < end; ++q) {
                jacobian.scale[q] = 1;
                any = true;
            }
        for (std::size_t k = 0; k < n; ++k) b[k] = -r[k];
        if (any && solve(0.0, 1e-3)) move(0.0, 1e-3);
    }
    double mu = method.damping;
    forcing_term forcing(method.forcing);
    for (std::size_t iteration = 0; !run.done(iteration, loss, block_losses(system, r), theta); ++iteration) {
        diagonal.at(weighted, theta);
        double mean = 0, gradient = 0;
        for (std::size_t q = 0; q < p; ++q) {
            double const root = std::sqrt(diagonal.values()[q]);
            mean += root / static_cast<double>(std::min(n, p));
            jacobian.scale[q] = root > 0 ? 1 / std::sqrt(root) : 0.0;
        }
        for (std::size_t k = 0; k < n; ++k) b[k] = -r[k];
        jacobian.at(theta).transposed_times(b, tried);
        for (double const x : tried) gradient += x * x;
        double const eta = forcing.at(std::sqrt(gradient));
        bool moved = false, finite = std::isfinite(mean) && std::isfinite(gradient);
        for (int tries = 0; tries < 6 && !moved && finite && gradient > 0; ++tries) {
            finite = solve(mu * mean, eta);
            if (!finite) break;
            auto const rung = move(mu * mean, eta);
            moved = rung.has_value();
            mu *= moved ? ladder[*rung] : 64;
        }
        if (moved) continue;
        if (!finite) run.not_finite("the Jacobian", "not finite", iteration, theta);
        else if (mean == 0) run.stop_because("the Jacobian is zero: no parameter changes the residual");
        else if (gradient == 0) run.stuck("the gradient vanished", theta);
        else if (any_finite) run.stuck("no damping lowers the loss: a minimum within rounding", theta);
        else run.not_finite("the loss after any step", "not finite", iteration + 1, tried);
        break;
    }
    return run.finish();
}

}  // namespace lamina
