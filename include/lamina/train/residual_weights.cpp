#include <lamina/train/residual_weights.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <vector>

#include <lamina/train/check_option.hpp>
#include <lamina/train/graded_system.hpp>
#include <lamina/train/monitor.hpp>
#include <lamina/train/training_plan.hpp>

namespace lamina {

namespace {

class attention final : public row_grading {
public:
    attention(residual_weights const& how, residual_system<double>& of)
        : how_(how), system_(of), weight_(of.rows(), how.eta) {
        check_option(how.gamma > 0 && how.gamma < 1, "residual_weights", "gamma", how.gamma,
                     "a number between 0 and 1");
        check_option(how.eta > 0 && std::isfinite(how.eta), "residual_weights", "eta", how.eta, "a positive number");
        follow_points();
    }

    residual_system<double>& system() override { return system_; }
    residual_system<double>& ungraded() override { return system_.ungraded(); }
    residual_system<double>& of(residual_system<double>&) override {
        throw std::invalid_argument(
            "residual_weights: training is on batches, whose rows are new at every step, expected points that stay");
    }
    bool is_over() const override { return true; }
    void follow_points() override {
        if (at_ == system_.ungraded().changes()) return;
        if (at_) weight_.assign(system_.rows(), how_.eta);
        take_weights();
    }

    void look(std::span<double const> theta) {
        residual_system<double>& of = system_.ungraded();
        std::vector<double> r(of.rows());
        of.residual(theta, r);
        for (residual_block const& block : of.blocks()) {
            auto const rows = std::span(r).subspan(block.begin, block.size);
            double most = 0;
            for (double const v : rows) most = std::max(most, std::abs(v));
            for (std::size_t n = 0; most > 0 && n < rows.size(); ++n) {
                double& weight = weight_[block.begin + n];
                weight = how_.gamma * weight + how_.eta * std::abs(rows[n]) / most;
            }
        }
        take_weights();
    }
    void describe(state_fields& to) {
        to("weights", weight_, system_.rows());
        if (to.loads()) at_.reset();
    }

private:
    residual_weights how_;
    graded_system system_;
    std::vector<double> weight_;     // of each row, its grade
    std::optional<std::size_t> at_;  // changes of the points that the weights are of; none: they are new

    void take_weights() {
        system_.set_grade(weight_);
        at_ = system_.ungraded().changes();
    }
};

}  // namespace

void residual_weights::add_to(training_plan& plan) const {
    auto const weights = std::make_shared<attention>(*this, *plan.system);
    grade_rows(plan, weights, "residual_weights");
    add_monitor(
        plan, when, [weights](training_view const& now) { weights->look(now.theta); },
        [weights](state_fields& to) { weights->describe(to); });
}

}  // namespace lamina
