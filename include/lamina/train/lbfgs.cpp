#include <lamina/train/lbfgs.hpp>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

#include <Eigen/Core>

#include <LBFGS.h>

#include <lamina/train/check_option.hpp>

namespace lamina {

template class stepping_by<lbfgs>;

namespace {

using dense_vector = Eigen::VectorXd;

dense_vector copy_of(std::span<double const> v) {
    return Eigen::Map<dense_vector const>(v.data(), static_cast<Eigen::Index>(v.size()));
}
std::span<double const> as_span(dense_vector const& v) {
    return {v.data(), static_cast<std::size_t>(v.size())};
}
std::span<double> as_span(dense_vector& v) {
    return {v.data(), static_cast<std::size_t>(v.size())};
}

LBFGSpp::LBFGSParam<double> line_search_options() {
    LBFGSpp::LBFGSParam<double> options;
    options.linesearch = LBFGSpp::LBFGS_LINESEARCH_BACKTRACKING_STRONG_WOLFE;
    options.max_linesearch = 40;
    return options;
}

/// The loss as LBFGSpp's line search calls it. What is not finite is infinite there, which shortens the step in every
/// line search, NaN only in those that look for it.
struct objective {
    residual_system<double>& system;
    double value = 0;  ///< at the point evaluated last

    double operator()(dense_vector const& x, dense_vector& gradient) {
        value = system.loss_and_gradient(as_span(x), as_span(gradient));
        if (!gradient.allFinite()) value = NAN;
        if (std::isfinite(value)) return value;
        gradient.setZero();
        return INFINITY;
    }
};

bool all_finite(std::span<double const> v) {
    return std::ranges::all_of(v, [](double x) { return std::isfinite(x); });
}

}  // namespace

/// The Hessian that LBFGSpp makes of the pairs in a state
struct lbfgs_state::room {
    explicit room(residual_system<double>&) {}
    LBFGSpp::BFGSMat<double> hessian{};
    std::size_t pairs = 0, memory = 0;  // that it was made of, at most

    void bring_up_to_date(lbfgs_state const& state, std::size_t most) {
        if (pairs == state.pairs && memory == most) return;
        std::size_t const p = state.theta.size();
        hessian.reset(static_cast<int>(p), static_cast<int>(most));
        pairs = state.pairs, memory = most;
        std::size_t const first = pairs > most ? pairs - most : 0;
        for (std::size_t k = first; k < pairs; ++k) add(state, k % most, p);
    }
    void add(lbfgs_state const& state, std::size_t place, std::size_t p) {
        hessian.add_correction(copy_of(std::span(state.steps).subspan(place * p, p)),
                               copy_of(std::span(state.changes).subspan(place * p, p)));
    }
};

void lbfgs_state::describe(state_fields& to) {
    training_state::describe(to);
    to("steps", steps);
    to("changes", changes, steps.size());
    to("pairs", pairs);
}

lbfgs_state lbfgs::start(residual_system<double>& system, std::span<double const> theta) const {
    check_option(memory > 0 && memory <= 10000, "lbfgs", "memory", static_cast<double>(memory), "1 to 10000");
    lbfgs_state state(system, theta);
    state.steps.resize(memory * theta.size()), state.changes.resize(memory * theta.size());
    look(system, state);
    return state;
}

void lbfgs::look(residual_system<double>& system, lbfgs_state& state) const {
    state.gradient.resize(state.theta.size());
    double const loss = system.loss_and_gradient(state.theta, state.gradient);
    state.note(system, loss, system.block_losses());
}

stepped lbfgs::step(residual_system<double>& system, lbfgs_state& state) const {
    if (!state.is_up_to_date(system)) look(system, state);
    if (!all_finite(state.gradient)) return stepped::not_finite("the gradient of the loss");
    std::size_t const p = state.theta.size();
    if (state.steps.size() != memory * p)
        throw std::invalid_argument("lbfgs: the state holds " + std::to_string(state.steps.size()) +
                                    " numbers of steps, expected memory * P = " + std::to_string(memory * p));
    auto& work = state.work.of(system);
    work.bring_up_to_date(state, memory);
    dense_vector const start = copy_of(state.theta), slope = copy_of(state.gradient);
    if (!(slope.norm() > 0)) return stepped::stuck("the gradient vanished");
    dense_vector x = start, gradient = slope, along = -slope;
    double loss = state.loss, length = 1 / slope.norm();
    if (state.pairs > 0) work.hessian.apply_Hv(slope, -1.0, along), length = 1;
    objective f{system};
    try {
        LBFGSpp::LineSearchBracketing<double>::LineSearch(f, loss, x, gradient, length, along, start,
                                                          line_search_options());
    } catch (std::exception const& failure) {
        if (std::isfinite(f.value)) return stepped::stuck(failure.what());
        return stepped::not_finite("the loss or its gradient", {x.data(), x.data() + x.size()});
    }
    state.note(system, loss, system.block_losses());
    std::size_t const place = state.pairs++ % memory;
    for (std::size_t q = 0; q < p; ++q) {
        auto const k = static_cast<Eigen::Index>(q);
        state.steps[place * p + q] = x[k] - start[k];
        state.changes[place * p + q] = gradient[k] - slope[k];
        state.theta[q] = x[k], state.gradient[q] = gradient[k];
    }
    work.pairs = state.pairs;
    work.add(state, place, p);
    ++state.iteration;
    return {};
}

}  // namespace lamina
