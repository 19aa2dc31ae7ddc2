#include <lamina/train/gauss_newton.hpp>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include <fmt/format.h>

#include <lamina/numerics/least_squares_cost.hpp>
#include <lamina/parallel/memory_limit.hpp>
#include <lamina/report/notice.hpp>
#include <lamina/rows/block_losses.hpp>
#include <lamina/train/newton_step.hpp>
#include <lamina/train/train.hpp>
#include <lamina/train/weighted_system.hpp>

namespace lamina {

namespace {

constexpr double long_step = 5;  // seconds

struct gauss_newton_state : training_state {
    using training_state::training_state;
    std::vector<double> residual{};  ///< weighted, at theta
    double first = 0;                ///< the loss at theta = 0
    std::size_t idle = 0;            ///< steps in a row that gained little and were to gain little
    std::size_t settled = 0;         ///< 1 where a further step would gain nothing
    void describe(state_fields& to) {
        training_state::describe(to);
        to("first", first), to("idle", idle), to("settled", settled);
    }
};

/// Steps to newton_target, halved until the loss falls.
struct gauss_newton {
    std::size_t* rank;  ///< of the last step

    static constexpr std::string_view name = "gauss_newton";
    [[nodiscard]] gauss_newton_state start(residual_system<double>& system, std::span<double const> theta) const {
        gauss_newton_state state(system, theta);
        look(system, state);
        if (!std::isfinite(state.loss)) refuse("the residual at theta = 0", system, theta);
        state.first = state.loss;
        if (std::ranges::any_of(theta, [](double v) { return v != 0; })) {  // a start may be near
            std::vector<double> r(system.rows());
            state.first = weighted_system(system).residual(std::vector<double>(theta.size(), 0.0), r);
        }
        return state;
    }
    void look(residual_system<double>& system, gauss_newton_state& state) const {
        state.residual.resize(system.rows());
        double const loss = weighted_system(system).residual(state.theta, state.residual);
        state.note(system, loss, block_losses(system, state.residual));
    }
    stepped step(residual_system<double>& system, gauss_newton_state& state) const {
        if (state.settled > 0) return stepped::stuck("the loss no longer falls");
        std::size_t const p = system.parameters(), n = system.rows();
        weighted_system weighted(system);
        auto const weight = weighted.weights();
        std::vector<double> r(n), jt(n * p);
        system.jacobian(state.theta, r, jt);
        if (!std::ranges::all_of(jt, [](double entry) { return std::isfinite(entry); }))
            refuse(fmt::format("the Jacobian after {} steps from theta = 0", state.iteration), system, state.theta);
        for (std::size_t q = 0; q < p; ++q)
            for (std::size_t k = 0; k < n; ++k) jt[q * n + k] *= weight[k];
        auto const whole = newton_target(jt, state.residual, state.theta);
        *rank = whole.rank;
        double reached = 0;
        auto next = halved_step(state.theta, whole.x, 1e-4, [&](std::vector<double> const& at) {
            reached = weighted.residual(at, r);
            return reached < state.loss;
        });
        if (!(reached < state.loss)) return stepped::stuck("the loss no longer falls");
        double const foreseen =
            whole.left * whole.left / 2;  // what J leaves; a rank decision moves it by some per cent
        bool const rounding = reached > 0.9 * state.loss && reached < 1e-18 * state.first;
        bool const idle = foreseen > 0.9 * state.loss && reached > 0.99 * state.loss;
        bool const flat = idle && foreseen > 0.999 * state.loss && state.iteration > 0;  // a start may be a saddle
        state.idle = idle ? state.idle + 1 : 0;
        if (rounding || flat || state.idle == 2) state.settled = 1;
        state.theta = std::move(next), state.residual = std::move(r);
        state.note(system, reached, block_losses(system, state.residual));
        ++state.iteration;
        return {};
    }

private:
    static void refuse(std::string const& what, residual_system<double>& system, std::span<double const> theta) {
        throw std::runtime_error(fmt::format("solve: {} is not finite: {}", what, system.why_not_finite(theta)));
    }
};

}  // namespace

fit solve(residual_system<double>& system, std::size_t iterations, std::vector<double> start) {
    std::size_t const p = system.parameters(), n = system.rows();
    if (n < p)
        throw std::invalid_argument(
            fmt::format("solve: {} rows for {} unknowns leave any of many solutions; expected "
                        "at least as many: {} more points, or a lower degree",
                        n, p, p - n));
    expect_memory(fmt::format("solve: {} rows and {} unknowns", n, p),
                  {static_cast<double>(n), static_cast<double>(p)});
    if (auto const [seconds, bytes] = numerics::cost_of_least_squares(n, p); seconds > long_step)
        notice(fmt::format("solve: {} rows and {} unknowns, about {:.0f} s a step and {:.0f} MiB", n, p, seconds,
                           bytes / (1 << 20)));
    std::size_t rank = p;
    if (start.empty()) start.assign(p, 0.0);
    fit out = train(system, start, gauss_newton{&rank}, {.iterations = iterations});
    out.open = p - rank;
    if (out.open > 0)
        out.stopped_because += fmt::format(
            "; {} of {} unknowns are determined, the solution of least norm is one of many: a "
            "condition may be missing",
            rank, p);
    return out;
}

}  // namespace lamina
