#include <lamina/train/adam.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

#include <lamina/train/check_option.hpp>

namespace lamina {

template class stepping_by<adam>;

namespace {

void check(adam const& a) {
    check_option(a.rate(0) > 0, "adam", "rate", a.rate(0), "a positive number");
    check_option(a.beta1 >= 0 && a.beta1 < 1, "adam", "beta1", a.beta1, "a number in [0, 1)");
    check_option(a.beta2 >= 0 && a.beta2 < 1, "adam", "beta2", a.beta2, "a number in [0, 1)");
    check_option(a.epsilon > 0, "adam", "epsilon", a.epsilon, "a positive number");
    check_option(a.decay > 0 && a.decay <= 1, "adam", "decay", a.decay, "a number in (0, 1]");
    check_option(a.decay_every > 0, "adam", "decay_every", static_cast<double>(a.decay_every), "at least 1");
    check_option(a.look_every > 0, "adam", "look_every", static_cast<double>(a.look_every), "at least 1");
}

}  // namespace

void adam_state::describe(state_fields& to) {
    training_state::describe(to);
    to("m", m, theta.size());
    to("v", v, theta.size());
}

adam_state adam::start(residual_system<double>& system, std::span<double const> theta) const {
    adam_state state(system, theta);
    state.m.resize(theta.size()), state.v.resize(theta.size());
    look(system, state);
    return state;
}

void adam::look(residual_system<double>& system, adam_state& state) const {
    check(*this);
    state.gradient.resize(state.theta.size());
    double const loss = system.loss_and_gradient(state.theta, state.gradient);
    state.note(system, loss, system.block_losses());
}

stepped adam::step(residual_system<double>& system, adam_state& state) const {
    if (!state.is_up_to_date(system)) look(system, state);
    stepped const end = move(system, state);
    if (end.moved()) look(system, state);
    return end;
}

stepped adam::move(residual_system<double>&, adam_state& state) const {
    auto &theta = state.theta, &g = state.gradient, &m = state.m, &v = state.v;
    if (!std::ranges::all_of(g, [](double x) { return std::isfinite(x); }))
        return stepped::not_finite("the gradient of the loss");
    auto const rounded = [&](double x) { return std::abs(x) <= std::numeric_limits<double>::epsilon() * state.loss; };
    if (state.iteration == 0 && std::ranges::all_of(g, rounded)) return stepped::stuck("the gradient vanished");
    double const rate = this->rate(state.iteration);
    if (auto const why = why_no_rate(rate, state.iteration); !why.empty()) return stepped::ended(why);
    double const decayed = rate * std::pow(decay, static_cast<double>(state.iteration / decay_every));
    double const t = static_cast<double>(++state.iteration);
    // one division and one root a parameter, of values that the compiler knows not to change
    double const step = decayed / (1 - std::pow(beta1, t)), scale = 1 / (1 - std::pow(beta2, t));
    double const keep1 = beta1, keep2 = beta2, least = epsilon;
    for (std::size_t p = 0; p < theta.size(); ++p) {
        m[p] = keep1 * m[p] + (1 - keep1) * g[p];
        v[p] = keep2 * v[p] + (1 - keep2) * g[p] * g[p];
        theta[p] -= step * m[p] / (std::sqrt(scale * v[p]) + least);
    }
    return {};
}

}  // namespace lamina
