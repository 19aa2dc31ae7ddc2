#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <lamina/report/progress.hpp>
#include <lamina/train/monitor.hpp>
#include <lamina/train/training_plan.hpp>
#include <lamina/train/weighted_system.hpp>

namespace lamina {

/// The one loop of training: for every method the best parameters so far, the history, what looks at it, the reasons to
/// stop.
class training_run {
public:
    /// Throws std::invalid_argument for what is wrong in the plan.
    training_run(training_plan const& plan, std::span<double const> theta);
    fit run();

    // for monitors
    [[nodiscard]] training_plan const& plan() const { return plan_; }
    [[nodiscard]] stepping& method() const { return *plan_.stages[stage_].method; }
    [[nodiscard]] history_entry const& now() const { return result_.history.back(); }
    [[nodiscard]] std::span<double const> gradient();
    [[nodiscard]] std::span<double const> step();
    [[nodiscard]] residual_system<double>& trained_on_next() { return trained_on(iteration()); }
    void ask_to_stop(std::string reason) { asked_to_stop_ = std::move(reason); }

private:
    [[nodiscard]] training_stage const& stage() const { return plan_.stages[stage_]; }
    [[nodiscard]] std::size_t iteration() const { return before_ + method().state().iteration; }
    [[nodiscard]] bool is_due(every_iterations when, std::size_t iteration) const {
        return iteration % when.iterations == 0;
    }
    [[nodiscard]] double seconds() const;

    void train_stage(bool resumed = false);
    fit result();
    residual_system<double>& trained_on(std::size_t iteration);
    bool is_looked_at() const;  // whether the loss of this iteration goes into the history
    /// The loss at points that are not trained on, and the residual there over that at those which are, both without
    /// weights of single rows; NaN, and why, where it is not finite. `known`: the losses of the blocks at theta, as
    /// the history has them, or nothing
    struct seen_elsewhere {
        double loss, times;
        std::string why{};
    };
    [[nodiscard]] seen_elsewhere look_elsewhere(std::span<double const> theta, std::vector<double> known = {});
    void tell_elsewhere();
    bool note(progress& line);  // puts it there; false if it is not finite
    void let_monitors_look();
    void record(std::size_t column, double value);  // what is not finite is told, once
    void take_changes();  // of weights and points, that monitors have made
    bool at_limit();
    bool take_step();  // false if it ends the method
    void end(stepped const& how, residual_system<double>& system);
    void end_not_finite(std::string_view what, std::string_view value, std::size_t at, std::span<double const> theta);

    // training_file.cpp
    void describe(state_fields& to);
    void describe_history(state_fields& to);
    void load();
    void expect_same_loss();
    void take_up_system();
    void take_up_points();
    void save();
    void save_if_due();

    training_plan plan_;
    weighted_system weighted_;
    fit result_;                            // theta, loss: the best so far
    std::size_t stage_ = 0, before_ = 0;    // the method at work, and the iterations of those before
    double began_ = 0;                      // seconds of those before
    std::vector<std::string> reasons_;      // why each method ended
    bool noted_ = false, limited_ = false;  // whether the history has this iteration; whether a limit ended the method
    bool over_ = false;                     // no other method follows
    std::string asked_to_stop_, held_out_;  // held_out_: as the line of progress says it
    std::vector<double> step_, gradient_, lambda_;
    point_origin points_;
    std::size_t changes_;             // of points and rows that the system has seen
    bool new_lambda_ = false;         // lambda_ is not what the system was made with
    std::optional<double> saved_at_;  // seconds
    double looked_elsewhere_ = -1;     // seconds
    std::string not_saved_;            // why a checkpoint could not be written
    std::map<std::string, std::string> not_finite_;  // columns of the history, and what is told of them
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace lamina
