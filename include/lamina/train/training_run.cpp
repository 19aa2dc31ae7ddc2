#include <lamina/train/training_run.hpp>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <lamina/report/notice.hpp>
#include <lamina/rows/block_losses.hpp>
#include <lamina/rows/row_weights.hpp>
#include <lamina/train/interruption.hpp>
#include <lamina/train/stuck.hpp>

namespace lamina {

namespace {

/// A plan whose system has weights of its rows, where it asks for them
training_plan graded(training_plan plan) {
    if (plan.grading) plan.system = &plan.grading->system();
    return plan;
}

}  // namespace

training_run::training_run(training_plan const& plan, std::span<double const> theta)
    : plan_(graded(plan)),
      weighted_(*plan_.system),
      lambda_(block_weights(*plan_.system)),
      points_(plan_.system->origin()),
      changes_(plan_.system->changes()) {
    result_.theta.assign(theta.begin(), theta.end());
    result_.loss = INFINITY;
    result_.contradictions = plan_.system->contradictions();
    for (auto const& block : plan_.system->blocks()) result_.blocks.push_back(block.name);
    for (auto const& m : plan_.monitors) {
        if (m.column.empty()) continue;
        if (std::ranges::find(result_.blocks, m.column) != result_.blocks.end())
            throw std::invalid_argument(
                fmt::format("record: {} is the name of a block of the loss, expected another", m.column));
        result_.recorded.push_back(m.column);
    }
}

fit training_run::run() {
    interruption const watch(std::ranges::any_of(plan_.stages, [](training_stage const& s) { return s.when.signals; }));
    bool const resumed = plan_.resumed && (plan_.resumed->must_exist || exists(plan_.resumed->path));
    if (resumed) load();
    train_stage(resumed);
    while (!over_ && stage_ + 1 < plan_.stages.size()) {
        before_ = iteration();
        began_ = seconds();
        ++stage_;
        train_stage();
    }
    if (plan_.saved) save();
    return result();
}

/// The result, with what there is to say at the end of all methods
fit training_run::result() {
    if (limited_ && result_.loss > stage().when.loss)
        if (std::string const why = why_stuck(*plan_.system, result_.theta); !why.empty())
            reasons_.back() += "; " + why;
    if (plan_.stages.size() > 1)
        for (std::size_t k = 0; k < reasons_.size(); ++k)
            reasons_[k] = fmt::format("{}: {}", plan_.stages[k].method->name(), reasons_[k]);
    if (plan_.batch) result_.held_out = result_.loss;
    if (plan_.elsewhere) tell_elsewhere();
    for (auto const& [column, told] : not_finite_) reasons_.push_back(told);
    if (!not_saved_.empty()) reasons_.push_back(not_saved_);
    result_.stopped_because = fmt::format("{}", fmt::join(reasons_, "; "));
    return std::move(result_);
}

training_run::seen_elsewhere training_run::look_elsewhere(std::span<double const> theta, std::vector<double> known) {
    if (known.empty() || plan_.grading) {
        residual_system<double>& trained_on = plan_.grading ? plan_.grading->ungraded() : *plan_.system;
        std::vector<double> r(trained_on.rows());
        weighted_system(trained_on).residual(theta, r);
        known = block_losses(trained_on, r);
    }
    std::vector<double> squares;
    try {
        squares = plan_.elsewhere->half_squares(theta);
    } catch (std::invalid_argument const& error) {
        return {NAN, NAN, error.what()};
    }
    double there = 0, here = 0, same = 0;
    for (std::size_t i = 0; i < known.size(); ++i) {
        if (i >= squares.size()) {
            same += known[i];
            continue;
        }
        there += plan_.system->blocks()[i].lambda * squares[i];
        here += known[i];
    }
    return {there + same, std::sqrt(there / here)};
}

/// Whether the best parameters fit the points trained on only; residuals that are rounding say nothing.
void training_run::tell_elsewhere() {
    auto const [held_out, times, why] = look_elsewhere(result_.theta);
    result_.held_out = held_out;
    double const rounding = 1e-18 * (result_.history.empty() ? held_out : result_.history.front().loss);
    if (!why.empty())
        reasons_.push_back(fmt::format("at the held-out points: {}", why));
    else if (times > 10 && held_out > rounding)
        reasons_.push_back(fmt::format(
            "at the held-out points the residual is {:.3g} times that at the points trained on: theta fits those "
            "points and not the problem; train on more points, or with a smaller first_layer_scale",
            times));
    else
        return;
    notice(reasons_.back());
}

void training_run::train_stage(bool resumed) {
    progress line(std::string(method().name()), stage().when.iterations);
    limited_ = false;
    if (!resumed) {
        reasons_.emplace_back();
        method().start(trained_on(before_), result_.theta);
    }
    for (;; resumed = false) {
        if (!resumed) {
            noted_ = is_looked_at();
            if (noted_ && !note(line)) return;
            if (noted_) let_monitors_look();
            if (asked_to_stop_.empty()) save_if_due();  // else a run that went on from here would not stop
        }
        if (at_limit() || !take_step()) return;
    }
}

double training_run::seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
}

residual_system<double>& training_run::trained_on(std::size_t iteration) {
    if (!plan_.batch) return *plan_.system;
    residual_system<double>& batch = plan_.grading ? plan_.grading->of(plan_.batch(iteration)) : plan_.batch(iteration);
    if (batch.parameters() != plan_.system->parameters())
        throw std::invalid_argument(fmt::format("{}: batch {} has {} parameters, expected the {} of theta",
                                                method().name(), iteration, batch.parameters(),
                                                plan_.system->parameters()));
    for (std::size_t i = 0; new_lambda_ && i < lambda_.size(); ++i) batch.set_lambda(i, lambda_[i]);
    return batch;
}

bool training_run::is_looked_at() const {
    std::size_t const steps = method().state().iteration;
    return !plan_.batch || steps % method().look_every() == 0 || steps >= stage().when.iterations ||
           std::ranges::any_of(plan_.monitors, [&](monitor const& m) { return is_due(m.when, iteration()); });
}

bool training_run::note(progress& line) {
    training_state const& state = method().state();
    history_entry entry{iteration(), seconds(), state.loss, state.block_losses,
                        std::vector<double>(result_.recorded.size(), NAN)};
    if (plan_.batch) {
        std::vector<double> r(plan_.system->rows());
        entry.loss = weighted_.residual(state.theta, r);
        entry.block_losses = block_losses(*plan_.system, r);
    }
    if (!std::isfinite(entry.loss)) {
        end_not_finite("the loss", std::isnan(entry.loss) ? "nan" : fmt::format("{}", entry.loss), entry.iteration,
                       state.theta);
        return false;
    }
    if (auto const& others = plan_.elsewhere; others && others->when && is_due(*others->when, entry.iteration)) {
        entry.held_out = look_elsewhere(state.theta, entry.block_losses).loss;
        held_out_ = fmt::format("  held out {:.3e}", entry.held_out);
    } else if (others && !others->when && line.is_shown() && seconds() >= looked_elsewhere_ + 1) {
        looked_elsewhere_ = seconds();
        held_out_ = fmt::format("  held out {:.3e}", look_elsewhere(state.theta, entry.block_losses).loss);
    }
    line.update(state.iteration, fmt::format("loss {:.3e}{}  {:.1f} s", entry.loss, held_out_, entry.seconds));
    if (entry.loss < result_.loss) {
        result_.loss = entry.loss;
        result_.theta = state.theta;
    }
    result_.history.push_back(std::move(entry));
    return true;
}

void training_run::let_monitors_look() {
    std::size_t column = 0;
    for (monitor const& m : plan_.monitors) {
        bool const due = is_due(m.when, iteration());
        if (due && m.look) m.look(training_view(*this));
        if (due && m.value) record(column, m.value(training_view(*this)));
        column += !m.column.empty();
    }
    take_changes();
}

void training_run::record(std::size_t column, double value) {
    result_.history.back().recorded[column] = value;
    std::string const& name = result_.recorded[column];
    if (std::isfinite(value) || not_finite_.contains(name)) return;
    not_finite_[name] =
        fmt::format("record: {} is {} at iteration {}", name, std::isnan(value) ? "nan" : "infinite", now().iteration);
    notice(not_finite_[name]);
}

void training_run::take_changes() {
    if (plan_.grading) plan_.grading->follow_points();
    auto const lambda = block_weights(*plan_.system);
    if (lambda == lambda_ && changes_ == plan_.system->changes()) return;
    new_lambda_ = new_lambda_ || lambda != lambda_;
    lambda_ = lambda, points_ = plan_.system->origin(), changes_ = plan_.system->changes();
    std::vector<double> r(plan_.system->rows());
    result_.loss = weighted_.residual(result_.theta, r);
    training_state const& state = method().state();
    if (!plan_.batch) method().look(*plan_.system);
    if (double const loss = plan_.batch ? weighted_.residual(state.theta, r) : state.loss; loss < result_.loss)
        result_.loss = loss, result_.theta = state.theta;
}

bool training_run::at_limit() {
    stop const& when = stage().when;
    training_state const& state = method().state();
    std::string& reason = reasons_.back();
    if (char const* signal = when.signals ? interruption::asked() : nullptr; signal != nullptr)
        reason = fmt::format("{}; theta is the best so far", signal), over_ = true;
    else if (!asked_to_stop_.empty())
        reason = asked_to_stop_, over_ = true;
    else if (!noted_)
        return false;
    else if (now().loss <= when.loss && (!plan_.grading || plan_.grading->is_over()))
        reason = fmt::format("the loss reached {:g}", when.loss), limited_ = true;
    else if (state.iteration >= when.iterations)
        reason = fmt::format("{} iterations", state.iteration), limited_ = true;
    else if (now().seconds - began_ >= when.seconds)
        reason = fmt::format("{:g} seconds", when.seconds), limited_ = true;
    return !reason.empty();
}

bool training_run::take_step() {
    residual_system<double>& system = trained_on(iteration());
    auto const due = [&](monitor const& m) { return is_due(m.when, iteration() + 1); };
    step_.clear();
    if (std::ranges::any_of(plan_.monitors, due)) step_ = method().state().theta;
    if (plan_.batch && method().state().iteration > 0) method().look(system);
    stepped const how = plan_.batch ? method().move(system) : method().step(system);
    auto const& theta = method().state().theta;
    for (std::size_t p = 0; p < step_.size(); ++p) step_[p] = theta[p] - step_[p];
    if (!how.moved()) end(how, system);
    return how.moved();
}

void training_run::end(stepped const& how, residual_system<double>& system) {
    auto const& theta = method().state().theta;
    if (how.end == stepped::how::stuck) {
        std::string const why = why_stuck(*plan_.system, theta);
        reasons_.back() = why.empty() ? how.reason : why;
    } else if (plan_.batch) {
        std::string const why = system.why_not_finite(theta);
        if (iteration() == 0 && !why.empty())
            throw std::invalid_argument(
                fmt::format("{}: the first batch is not finite at the start: {}", method().name(), why));
        reasons_.back() =
            fmt::format("at batch {}: {}{}{}; theta is the best before it", iteration(), how.reason,
                        how.end == stepped::how::not_finite ? " is not finite" : "", why.empty() ? "" : ": " + why);
    } else if (how.end == stepped::how::not_finite) {
        end_not_finite(how.reason, "not finite", iteration() + !how.where.empty(),
                       how.where.empty() ? std::span(theta) : std::span(how.where));
    } else {
        reasons_.back() = how.reason;
    }
}

void training_run::end_not_finite(std::string_view what, std::string_view value, std::size_t at,
                                  std::span<double const> theta) {
    std::string const why = plan_.system->why_not_finite(theta), told = why.empty() ? "" : ": " + why;
    if (at == 0)
        throw std::invalid_argument(fmt::format("{}: {} is {} at the start{}", method().name(), what, value, told));
    reasons_.back() = fmt::format("{} became {} at iteration {}{}; theta is the best before it", what, value, at, told);
}

std::span<double const> training_run::gradient() {
    if (auto const known = method().gradient(); !known.empty()) return known;
    gradient_.resize(result_.theta.size());
    plan_.system->loss_and_gradient(method().state().theta, gradient_);
    return gradient_;
}

std::span<double const> training_run::step() {
    if (step_.empty()) step_.assign(result_.theta.size(), 0.0);
    return step_;
}

}  // namespace lamina
