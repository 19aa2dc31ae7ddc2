#include <lamina/train/gauss_newton.hpp>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include <fmt/format.h>

#include <lamina/rows/block_losses.hpp>
#include <lamina/rows/row_weights.hpp>
#include <lamina/numerics/least_squares.hpp>
#include <lamina/parallel/memory_limit.hpp>
#include <lamina/train/training_run.hpp>

namespace lamina {

fit solve(residual_system<double>& system, std::size_t iterations) {
    std::size_t const p = system.parameters(), n = system.rows();
    if (n < p)
        throw std::invalid_argument(fmt::format("solve: {} rows for {} unknowns leave any of many solutions; expected "
                                                "at least as many: {} more points, or a lower degree",
                                                n, p, p - n));
    auto const entries = expect_memory(fmt::format("solve: {} rows and {} unknowns", n, p),
                                       {static_cast<double>(n), static_cast<double>(p)});
    std::vector<double> theta(p, 0.0), next(p), r(n), jt(entries);
    auto const weight = row_weights(system);
    training_run run("gauss_newton", system, theta, {.iterations = iterations});
    auto loss_at = [&](std::vector<double> const& at) {
        system.residual(at, r);
        double sum = 0;
        for (std::size_t k = 0; k < n; ++k) r[k] *= weight[k], sum += r[k] * r[k];
        return sum / 2;
    };
    double loss = loss_at(theta);
    std::size_t rank = p;
    auto losses = block_losses(system, r);
    auto const refuse = [&](std::string const& what) {
        throw std::runtime_error(fmt::format("solve: {} is not finite: {}", what, system.why_not_finite(theta)));
    };
    if (!std::isfinite(loss)) refuse("the residual at theta = 0");
    for (std::size_t iteration = 0; !run.done(iteration, loss, losses, theta); ++iteration) {
        system.jacobian(theta, r, jt);
        if (!std::ranges::all_of(jt, [](double entry) { return std::isfinite(entry); }))
            refuse(fmt::format("the Jacobian after {} steps from theta = 0", iteration));
        for (std::size_t q = 0; q < p; ++q)
            for (std::size_t k = 0; k < n; ++k) jt[q * n + k] *= weight[k];
        for (std::size_t k = 0; k < n; ++k) r[k] *= -weight[k];
        auto const step = numerics::least_squares(jt, n, p, r, 1e-14);
        rank = step.rank;
        for (std::size_t q = 0; q < p; ++q) next[q] = theta[q] + step.x[q];
        double const reached = loss_at(next);
        if (!(reached < loss)) {
            run.stuck("the loss no longer falls", theta);
            break;
        }
        theta = next;
        loss = reached;
        losses = block_losses(system, r);
    }
    fit out = run.finish();
    if (rank < p)
        out.stopped_because += fmt::format(
            "; {} of {} unknowns are determined, the solution of least norm is one of many: a "
            "condition may be missing",
            rank, p);
    return out;
}

}  // namespace lamina
