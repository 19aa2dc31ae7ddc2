#include <lamina/train/spring.hpp>

#include <algorithm>
#include <cmath>

#include <lamina/numerics/cholesky.hpp>
#include <lamina/numerics/vector_sizes.hpp>
#include <lamina/rows/block_losses.hpp>
#include <lamina/train/check_option.hpp>
#include <lamina/train/weighted_system.hpp>

namespace lamina {

template class stepping_by<spring>;

namespace {

void check(spring const& s) {
    check_option(s.rate(0) > 0, "spring", "rate", s.rate(0), "a positive number");
    check_option(s.momentum >= 0 && s.momentum < 1, "spring", "momentum", s.momentum, "a number in [0, 1)");
    check_option(s.damping > 0, "spring", "damping", s.damping, "a positive number");
    check_option(s.slow_after > 0, "spring", "slow_after", s.slow_after, "a positive number");
    check_option(s.longest > 0, "spring", "longest", s.longest, "a positive number");
    check_option(s.look_every > 0, "spring", "look_every", static_cast<double>(s.look_every), "at least 1");
}

}  // namespace

struct spring_state::room {
    explicit room(residual_system<double>& system)
        : weighted(system), along(system.rows()), gram(system.rows() * system.rows()), add(system.parameters()) {}
    weighted_system weighted;
    std::vector<double> along, gram, add;
};

void spring_state::describe(state_fields& to) {
    training_state::describe(to);
    to("phi", phi, theta.size());
}

spring_state spring::start(residual_system<double>& system, std::span<double const> theta) const {
    spring_state state(system, theta);
    state.phi.resize(theta.size());
    look(system, state);
    return state;
}

void spring::look(residual_system<double>& system, spring_state& state) const {
    check(*this);
    state.residual.resize(system.rows());
    double const loss = weighted_system(system).residual(state.theta, state.residual);
    state.note(system, loss, block_losses(system, state.residual));
}

stepped spring::step(residual_system<double>& system, spring_state& state) const {
    if (!state.is_up_to_date(system)) look(system, state);
    stepped const end = move(system, state);
    if (end.moved()) look(system, state);
    return end;
}

stepped spring::move(residual_system<double>& system, spring_state& state) const {
    auto const unusable = "the Gram matrix or the step is not finite or not positive definite";
    std::size_t const n = system.rows();
    auto& [weighted, along, gram, add] = state.work.of(system);
    auto const weight = weighted.weights();
    system.gram(state.theta, gram);
    weighted.times(state.theta, state.phi, along);
    double mean = 0;
    for (std::size_t k = 0; k < n; ++k) {
        along[k] = state.residual[k] - momentum * along[k];
        for (std::size_t i = 0; i <= k; ++i) gram[k * n + i] *= weight[k] * weight[i];
        mean += gram[k * n + k] / static_cast<double>(n);
    }
    for (std::size_t k = 0; k < n; ++k) gram[k * n + k] += damping * mean;
    if (!std::isfinite(mean) || !numerics::cholesky(gram, n)) return stepped::ended(unusable);
    numerics::cholesky_solve(gram, n, along);
    weighted.transposed_times(state.theta, along, add);
    for (std::size_t q = 0; q < add.size(); ++q) state.phi[q] = momentum * state.phi[q] + add[q];
    double const length = numerics::norm(state.phi), k = static_cast<double>(state.iteration);
    if (!std::isfinite(length)) return stepped::ended(unusable);
    double const rate = this->rate(state.iteration) / (1 + k / slow_after);
    if (auto const why = why_no_rate(rate, state.iteration); !why.empty()) return stepped::ended(why);
    double const part = std::min(rate, longest / length);
    for (std::size_t q = 0; q < add.size(); ++q) state.theta[q] -= part * state.phi[q];
    ++state.iteration;
    return {};
}

}  // namespace lamina
