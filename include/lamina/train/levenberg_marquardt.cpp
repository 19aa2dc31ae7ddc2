#include <lamina/train/levenberg_marquardt.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <stdexcept>
#include <vector>

#include <fmt/format.h>

#include <lamina/numerics/least_squares.hpp>
#include <lamina/numerics/vector_sizes.hpp>
#include <lamina/parallel/aligned_storage.hpp>
#include <lamina/parallel/memory_limit.hpp>
#include <lamina/rows/block_losses.hpp>
#include <lamina/train/check_option.hpp>
#include <lamina/train/linearisation.hpp>
#include <lamina/train/weighted_system.hpp>

namespace lamina {

template class stepping_by<levenberg_marquardt>;

namespace {

void check(levenberg_marquardt const& l, residual_system<double> const& system) {
    check_option(l.damping > 0, "levenberg_marquardt", "damping", l.damping, "a positive number");
    check_option(l.geodesic >= 0, "levenberg_marquardt", "geodesic", l.geodesic, "a non-negative number");
    check_option(l.most_memory >= 0, "levenberg_marquardt", "most_memory", l.most_memory, "a non-negative number");
    check_option(l.first_rcond >= 0, "levenberg_marquardt", "first_rcond", l.first_rcond, "a non-negative number");
    auto const n = static_cast<double>(system.rows()), p = static_cast<double>(system.parameters()), m = std::min(n, p);
    double const needed = 8 * (n * p + 3 * m * m), most = l.most_memory > 0 ? l.most_memory : physical_memory();
    if (needed > most)
        throw std::invalid_argument(fmt::format(
            "levenberg_marquardt: {} rows and {} parameters need {:.2g} GB for the Jacobian and the Gram matrices, "
            "more than the {:.2g} GB of most_memory; use gauss_newton_cg(), which needs {:.2g} GB",
            n, p, needed / 1e9, most / 1e9, 8 * (13 * n + 25 * p) / 1e9));
}

/// Fits the last layer, in which a linear equation is affine, by truncated least squares; false if that does not lower
/// the loss.
bool fit_last_layers(residual_system<double>& system, std::vector<double>& theta, double rcond) {
    std::vector<std::size_t> columns;
    for (auto const [first, end] : system.last_layers())
        for (std::size_t q = first; q < end; ++q) columns.push_back(q);
    std::size_t const p = columns.size(), n = system.rows();
    weighted_system weighted(system);
    auto const weight = weighted.weights();
    std::vector<double> r(n), a(p * n);
    aligned_vector<double> jt(n * theta.size());
    system.jacobian(theta, r, jt);
    for (std::size_t k = 0; k < n; ++k) {
        if (!std::isfinite(r[k])) return false;  // training ends with the reason
        r[k] *= -weight[k];
        for (std::size_t q = 0; q < p; ++q) {
            a[q * n + k] = weight[k] * jt[columns[q] * n + k];
            if (!std::isfinite(a[q * n + k])) return false;
        }
    }
    auto const step = numerics::truncated_least_squares(a, n, p, r, rcond).x;
    double const before = weighted.residual(theta, r);
    std::vector<double> tried = theta;
    for (std::size_t q = 0; q < p; ++q) tried[columns[q]] += step[q];
    if (!(weighted.residual(tried, r) < before)) return false;
    theta = tried;
    return true;
}

}  // namespace

/// Steps from the state for one or two dampings, and the best of them
struct levenberg_marquardt_state::room {
    explicit room(residual_system<double>& system)
        : linear(system),
          r(system.rows()),
          right(2 * r.size()),
          s(2 * system.parameters()),
          s2(s.size()),
          tried(system.parameters()),
          best(tried.size()) {}

    linearisation linear;
    std::vector<double> r, right, s, s2, tried, best;
    bool any_factored = false, any_finite = false;  // of the dampings and losses tried in this step

    /// Moves to the best point that the dampings offer, at most two, if its loss is lower; its damping is the next one.
    bool attempt(residual_system<double> const& system, levenberg_marquardt_state& state, double geodesic,
                 std::span<double const> dampings) {
        constexpr double probe = 0.1;  // length of the finite difference along s that measures curvature
        if (!linear.damp(dampings)) return false;
        any_factored = true;
        std::size_t const count = dampings.size(), p = tried.size(), n = r.size();
        auto const& theta = state.theta;
        auto const here = linear.residual();
        for (std::size_t j = 0; j < count; ++j) std::ranges::copy(here, std::span(right).subspan(j * n).begin());
        linear.steps(right, s);
        if (geodesic > 0) {
            for (std::size_t j = 0; j < count; ++j) {
                auto const second = std::span(right).subspan(j * n, n);
                for (std::size_t q = 0; q < p; ++q) tried[q] = theta[q] + probe * s[j * p + q];
                linear.weighted.residual(tried, r);
                linear.along_step(j, second);
                for (std::size_t k = 0; k < n; ++k) second[k] = 2 / probe * ((r[k] - here[k]) / probe - second[k]);
            }
            linear.steps(right, s2);
        }
        double lowest = state.loss;
        std::vector<double> losses;
        for (std::size_t j = 0; j < count; ++j) {
            if (!linear.factored(j)) continue;
            std::span const step(s.data() + j * p, p), correction(s2.data() + j * p, p);
            bool const short_enough = numerics::norm(correction) / 2 <= geodesic * numerics::norm(step);
            for (std::size_t q = 0; q < p; ++q)
                tried[q] = theta[q] + step[q] + (short_enough ? correction[q] / 2 : 0.0);
            double const reached = linear.weighted.residual(tried, r);
            any_finite = any_finite || std::isfinite(reached);
            if (!(reached < lowest)) continue;
            lowest = reached, state.damping = dampings[j];
            best = tried;
            losses = lamina::block_losses(system, r);
        }
        if (!(lowest < state.loss)) return false;
        state.theta = best;
        state.note(system, lowest, losses);
        return true;
    }
};

void levenberg_marquardt_state::describe(state_fields& to) {
    training_state::describe(to);
    to("damping", damping);
}

levenberg_marquardt_state levenberg_marquardt::start(residual_system<double>& system,
                                                     std::span<double const> theta) const {
    levenberg_marquardt_state state(system, theta);
    state.damping = damping;
    look(system, state);
    return state;
}

void levenberg_marquardt::look(residual_system<double>& system, levenberg_marquardt_state& state) const {
    check(*this, system);
    std::vector<double> r(system.rows());
    double const loss = weighted_system(system).residual(state.theta, r);
    state.note(system, loss, block_losses(system, r));
}

stepped levenberg_marquardt::step(residual_system<double>& system, levenberg_marquardt_state& state) const {
    if (!state.is_up_to_date(system)) look(system, state);
    if (state.iteration == 0 && first_rcond > 0 && fit_last_layers(system, state.theta, first_rcond)) {
        look(system, state);
        ++state.iteration;
        return {};
    }
    auto& work = state.work.of(system);
    work.linear.at(state.theta);
    if (!work.linear.is_finite()) return stepped::not_finite("the Jacobian");
    work.any_factored = work.any_finite = false;
    bool moved = work.attempt(system, state, geodesic, std::array{state.damping, state.damping / 4});
    for (int tries = 1; tries < 20 && !moved; ++tries) {
        state.damping *= 4;
        moved = work.attempt(system, state, geodesic, std::array{state.damping});
    }
    state.iteration += moved;
    if (moved) return {};
    if (work.any_factored && !work.any_finite) return stepped::not_finite("the loss after any step", work.tried);
    if (work.any_finite) return stepped::stuck("no damping lowers the loss: a minimum within rounding");
    return stepped::ended(work.linear.why_not_factored());
}

}  // namespace lamina
