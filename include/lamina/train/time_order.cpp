#include <lamina/train/time_order.hpp>

#include <algorithm>
#include <cmath>
#include <memory>
#include <stdexcept>

#include <lamina/train/check_option.hpp>
#include <lamina/train/monitor.hpp>
#include <lamina/train/training_plan.hpp>

namespace lamina {

time_order::time_order(causal const& how, residual_system<double>& of)
    : how_(how), system_(of), weight_(how.parts, 1.0) {
    check_option(how.parts >= 2, "causal", "parts", static_cast<double>(how.parts), "at least 2");
    check_option(how.enough > 0 && how.enough < 1, "causal", "enough", how.enough, "a number between 0 and 1");
    if (how.tolerances.empty()) throw std::invalid_argument("causal: there are no tolerances, expected at least one");
    for (double const t : how.tolerances)
        check_option(t > 0 && std::isfinite(t), "causal", "tolerances", t, "positive numbers");
    auto times = of.times();
    std::erase_if(times, [](double t) { return std::isnan(t); });
    if (times.empty())
        throw std::invalid_argument("causal: the problem has no time, expected an equation in time_axis");
    auto const [first, last] = std::ranges::minmax(times);
    if (!(first < last)) throw std::invalid_argument("causal: all points have the same time, expected several");
    begin_ = first, end_ = last;
}

std::size_t time_order::part(double time) const {
    auto const parts = static_cast<double>(how_.parts);
    return static_cast<std::size_t>(std::clamp(parts * (time - begin_) / (end_ - begin_), 0.0, parts - 1));
}

std::vector<double> time_order::grade(residual_system<double> const& of) const {
    std::vector<double> out = of.times();
    for (double& t : out) t = std::isnan(t) ? 1 : std::sqrt(weight_[part(t)]);
    return out;
}

void time_order::look(std::span<double const> theta) {
    residual_system<double>& of = system_.ungraded();
    std::vector<double> r(of.rows()), sum(how_.parts), count(how_.parts);
    of.residual(theta, r);
    auto const times = of.times();
    std::size_t const first = of.blocks().front().size;
    for (residual_block const& block : of.blocks())
        for (std::size_t n = block.begin; n < block.begin + block.size; ++n) {
            if (std::isnan(times[n])) continue;
            sum[part(times[n])] += block.lambda * r[n] * r[n];
            if (n < first) ++count[part(times[n])];
        }
    auto const weigh = [&] {
        double before = 0;
        for (std::size_t k = 0; k < weight_.size(); ++k) {
            weight_[k] = std::exp(-how_.tolerances[stage_] * before);
            if (count[k] > 0) before += sum[k] / count[k];
        }
    };
    weigh();
    while (least() > how_.enough && stage_ + 1 < how_.tolerances.size()) ++stage_, weigh();
    system_.set_grade(grade(of));
    at_ = system_.changes();
}

void time_order::follow_points() {
    if (at_ == system_.changes()) return;
    system_.set_grade(grade(system_.ungraded()));
    at_ = system_.changes();
}

void time_order::describe(state_fields& to) {
    to("begin", begin_);
    to("end", end_);
    to("tolerance", stage_);
    to("weights", weight_, how_.parts);
    if (to.loads()) stage_ = std::min(stage_, how_.tolerances.size() - 1), at_.reset();
}

void causal::add_to(training_plan& plan) const {
    auto const order = std::make_shared<time_order>(*this, *plan.system);
    grade_rows(plan, order, "causal");
    add_monitor(
        plan, when, [order](training_view const& now) { order->look(now.theta); },
        [order](state_fields& to) { order->describe(to); });
    add_column(plan, when, "causal", [order](training_view const&) { return order->least(); });
}

}  // namespace lamina
