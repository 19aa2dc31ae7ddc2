#include <lamina/train/gauss_newton_cg.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <vector>

#include <lamina/rows/block_losses.hpp>
#include <lamina/train/check_option.hpp>
#include <lamina/train/damped_lsqr.hpp>
#include <lamina/train/weighted_system.hpp>

namespace lamina {

template class stepping_by<gauss_newton_cg>;

namespace {

constexpr std::array<double, 4> ladder{1.0 / 4, 1.0, 4.0, 16.0};
constexpr double probe = 0.1;  // length of the finite difference along a step that measures curvature

void check(gauss_newton_cg const& g) {
    check_option(g.damping > 0, "gauss_newton_cg", "damping", g.damping, "a positive number");
    check_option(g.geodesic >= 0, "gauss_newton_cg", "geodesic", g.geodesic, "a non-negative number");
    check_option(g.forcing > 0 && g.forcing < 1, "gauss_newton_cg", "forcing", g.forcing, "a number in (0, 1)");
    check_option(g.most_inner > 0, "gauss_newton_cg", "most_inner", static_cast<double>(g.most_inner), "at least 1");
}

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

/// Eisenstat and Walker's second choice with its safeguard, after `eta` at a gradient of the norm `before` (0: none)
double forcing_term(double eta, double gradient, double before, double most) {
    if (!(before > 0)) return eta;
    double const power = (1 + std::sqrt(5.0)) / 2, floor = 0.9 * std::pow(eta, power);
    double const next = 0.9 * std::pow(gradient / before, power);
    return std::min(floor > 0.1 ? std::max(next, floor) : next, most);
}

/// The sign of row n in draw k, without order: of the bits of a counter, mixed (SplitMix64, Steele et al. 2014)
double random_sign(std::uint64_t k, std::uint64_t n) {
    std::uint64_t z = (k << 40) + n * 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return (z ^ (z >> 31)) >> 63 != 0 ? 1.0 : -1.0;
}

}  // namespace

struct gauss_newton_cg_state::room {
    explicit room(residual_system<double>& system)
        : weighted(system),
          jacobian(weighted, system.parameters()),
          inner(system.rows(), system.parameters(), ladder.size()),
          correction(system.rows(), system.parameters(), 1),
          tried(system.parameters()),
          best(tried.size()),
          step(tried.size()),
          r_tried(system.rows()),
          r_best(r_tried.size()),
          along(r_tried.size()),
          b(r_tried.size()) {}

    weighted_system weighted;
    scaled_jacobian jacobian;
    damped_lsqr inner, correction;
    std::vector<double> tried, best, step, r_tried, r_best, along, b;
    bool any_finite = false;  // of the losses tried in this step

    /// A running mean of the squares of J^T W z: the diagonal of J^T W^2 J, expected.
    void update_diagonal(gauss_newton_cg_state& state) {
        constexpr std::size_t remembered = 8;
        for (std::size_t first = state.draws == 0 ? remembered : 1; first > 0; --first) {
            for (std::size_t n = 0; n < along.size(); ++n) along[n] = random_sign(state.draws, n);
            weighted.transposed_times(state.theta, along, tried);
            double const part = 1 / static_cast<double>(std::min(++state.draws, remembered));
            for (std::size_t p = 0; p < tried.size(); ++p)
                state.diagonal[p] += part * (tried[p] * tried[p] - state.diagonal[p]);
        }
    }
    /// Keeps `tried` if its loss is lower than `lowest`.
    bool taken(double& lowest) {
        double const reached = weighted.residual(tried, r_tried);
        any_finite = any_finite || std::isfinite(reached);
        if (!(reached < lowest)) return false;
        lowest = reached;
        best.swap(tried), r_best.swap(r_tried);
        return true;
    }
    /// The steps at theta for the dampings of the ladder around mu; false if they are of no use.
    bool solve(gauss_newton_cg const& method, gauss_newton_cg_state const& state, double mu, double tolerance) {
        std::array<double, ladder.size()> dampings;
        for (std::size_t j = 0; j < ladder.size(); ++j) dampings[j] = ladder[j] * mu;
        for (std::size_t k = 0; k < b.size(); ++k) b[k] = -state.residual[k];
        return inner.solve(jacobian.at(state.theta), b, dampings, 0, tolerance, method.most_inner).finite;
    }
    void set_step(std::size_t j) {
        auto const y = inner.solution(j);
        for (std::size_t q = 0; q < step.size(); ++q) step[q] = jacobian.scale[q] * y[q];
    }
    /// Adds the second-order correction to the step, if it is short enough, into `tried`.
    bool correct(gauss_newton_cg const& method, gauss_newton_cg_state const& state, double mu, double tolerance) {
        auto const& theta = state.theta;
        for (std::size_t q = 0; q < step.size(); ++q) tried[q] = theta[q] + probe * step[q];
        weighted.residual(tried, r_tried);
        weighted.times(theta, step, along);
        for (std::size_t k = 0; k < along.size(); ++k)
            along[k] = -2 / probe * ((r_tried[k] - state.residual[k]) / probe - along[k]);
        if (!correction.solve(jacobian.at(theta), along, std::span(&mu, 1), 0, tolerance, method.most_inner).finite)
            return false;
        auto const y = correction.solution(0);
        double length = 0, longest = 0;
        for (std::size_t q = 0; q < step.size(); ++q) {
            double const half = jacobian.scale[q] * y[q] / 2;
            tried[q] = theta[q] + step[q] + half;
            length += half * half, longest += step[q] * step[q];
        }
        return length <= method.geodesic * method.geodesic * longest;
    }
    /// Moves to the best step that the dampings around mu offer; the rung of the next mu, none if no step is lower.
    std::optional<std::size_t> move(residual_system<double> const& system, gauss_newton_cg const& method,
                                    gauss_newton_cg_state& state, double mu, double tolerance) {
        std::optional<std::size_t> rung;
        double lowest = state.loss;
        any_finite = false;
        for (std::size_t j = 0; j < ladder.size(); ++j) {
            set_step(j);
            for (std::size_t q = 0; q < step.size(); ++q) tried[q] = state.theta[q] + step[q];
            if (taken(lowest)) rung = j;
        }
        if (method.geodesic > 0 && mu > 0) {
            std::size_t const j = rung.value_or(ladder.size() - 1);
            set_step(j);
            if (correct(method, state, ladder[j] * mu, tolerance) && taken(lowest)) rung = j;
        }
        if (!rung) return rung;
        state.theta = best, state.residual = r_best;
        state.note(system, lowest, lamina::block_losses(system, state.residual));
        return rung;
    }
    /// False if that does not lower the loss
    bool fit_last_layers(residual_system<double> const& system, gauss_newton_cg const& method,
                         gauss_newton_cg_state& state) {
        auto const layers = system.last_layers();
        std::ranges::fill(jacobian.scale, 0.0);
        for (auto const [first, end] : layers)
            std::fill(jacobian.scale.begin() + static_cast<std::ptrdiff_t>(first),
                      jacobian.scale.begin() + static_cast<std::ptrdiff_t>(end), 1.0);
        return !layers.empty() && solve(method, state, 0.0, 1e-3) && move(system, method, state, 0.0, 1e-3);
    }
};

void gauss_newton_cg_state::describe(state_fields& to) {
    training_state::describe(to);
    to("diagonal", diagonal, theta.size());
    to("draws", draws);
    to("damping", damping);
    to("forcing", forcing);
    to("slope", slope);
}

gauss_newton_cg_state gauss_newton_cg::start(residual_system<double>& system, std::span<double const> theta) const {
    gauss_newton_cg_state state(system, theta);
    state.diagonal.resize(theta.size());
    state.damping = damping, state.forcing = forcing;
    look(system, state);
    return state;
}

void gauss_newton_cg::look(residual_system<double>& system, gauss_newton_cg_state& state) const {
    check(*this);
    state.residual.resize(system.rows());
    double const loss = weighted_system(system).residual(state.theta, state.residual);
    state.note(system, loss, block_losses(system, state.residual));
}

stepped gauss_newton_cg::step(residual_system<double>& system, gauss_newton_cg_state& state) const {
    if (!state.is_up_to_date(system)) look(system, state);
    auto& work = state.work.of(system);
    if (state.iteration == 0 && last_layer_first && std::isfinite(state.loss) &&
        work.fit_last_layers(system, *this, state)) {
        ++state.iteration;
        return {};
    }
    std::size_t const p = state.theta.size(), n = system.rows();
    work.update_diagonal(state);
    double mean = 0, gradient = 0;
    for (std::size_t q = 0; q < p; ++q) {
        double const root = std::sqrt(state.diagonal[q]);
        mean += root / static_cast<double>(std::min(n, p));
        work.jacobian.scale[q] = root > 0 ? 1 / std::sqrt(root) : 0.0;
    }
    work.jacobian.at(state.theta).transposed_times(state.residual, work.tried);
    for (double const x : work.tried) gradient += x * x;
    if (!std::isfinite(mean) || !std::isfinite(gradient)) return stepped::not_finite("the Jacobian");
    if (mean == 0) return stepped::ended("the Jacobian is zero: no parameter changes the residual");
    if (gradient == 0) return stepped::stuck("the gradient vanished");
    state.forcing = forcing_term(state.forcing, std::sqrt(gradient), state.slope, forcing);
    state.slope = std::sqrt(gradient);
    for (int tries = 0; tries < 6; ++tries) {
        if (!work.solve(*this, state, state.damping * mean, state.forcing)) return stepped::not_finite("the Jacobian");
        auto const rung = work.move(system, *this, state, state.damping * mean, state.forcing);
        state.damping *= rung ? ladder[*rung] : 64;
        if (!rung) continue;
        ++state.iteration;
        return {};
    }
    if (work.any_finite) return stepped::stuck("no damping lowers the loss: a minimum within rounding");
    return stepped::not_finite("the loss after any step", work.tried);
}

}  // namespace lamina
