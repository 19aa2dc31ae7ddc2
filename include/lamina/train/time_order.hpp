#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include <lamina/train/causal.hpp>
#include <lamina/train/graded_system.hpp>
#include <lamina/train/row_grading.hpp>
#include <lamina/train/state_fields.hpp>

namespace lamina {

/// The weights of `causal`, and systems that have them: the root of the weight of its part of time is the grade of a
/// row of an equation.
class time_order final : public row_grading {
public:
    /// Throws std::invalid_argument for wrong options and a system without time.
    time_order(causal const& how, residual_system<double>& of);

    [[nodiscard]] residual_system<double>& system() override { return system_; }
    [[nodiscard]] residual_system<double>& ungraded() override { return system_.ungraded(); }
    [[nodiscard]] residual_system<double>& of(residual_system<double>& batch) override {
        return graded_.emplace(batch, grade(batch));
    }
    /// Takes the weights anew, from the residual at theta.
    void look(std::span<double const> theta);
    void follow_points() override;
    [[nodiscard]] double least() const { return weight_.back(); }
    [[nodiscard]] bool is_over() const override {
        return stage_ + 1 == how_.tolerances.size() && least() > how_.enough;
    }
    void describe(state_fields& to);

private:
    causal how_;
    graded_system system_;
    std::optional<graded_system> graded_;
    double begin_ = 0, end_ = 0;         // of time
    std::size_t stage_ = 0;              // the tolerance
    std::vector<double> weight_;         // of each part
    std::optional<std::size_t> at_ = 0;  // changes of the system that its grades are of

    [[nodiscard]] std::size_t part(double time) const;
    /// Of the rows of a system, shape (N,)
    [[nodiscard]] std::vector<double> grade(residual_system<double> const& of) const;
};

}  // namespace lamina
