#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include <lamina/rows/residual_system.hpp>
#include <lamina/train/batches.hpp>
#include <lamina/train/fit.hpp>
#include <lamina/train/rhythm.hpp>
#include <lamina/train/stepping.hpp>

namespace lamina {

struct training_plan;
class training_view;

/// A method and when it ends; made by `then`.
struct training_stage {
    std::shared_ptr<stepping> method;
    stop when;

    void add_to(training_plan& plan) const;
};

/// The loss at points that are not trained on, with the weights that those trained on have, in place of that of the
/// model's own (see `train`):
///
///     train(model, theta, levenberg_marquardt(), {.iterations = 200}, held_out(finer.system()))
///
/// is in the history and on the line of progress, at the iterations asked for, and in the result, which says where it
/// parts from the loss: where the residual there is more than ten times as large. Training throws std::invalid_argument
/// if `system` has not the parameters and blocks of the one that is trained on.
struct held_out {
    residual_system<double>* system;
    every_iterations when;

    explicit held_out(residual_system<double>& never_trained_on, every_iterations look = {100})
        : system(&never_trained_on), when(look) {}
    void add_to(training_plan& plan) const;
};

/// What may follow in a call of `train`: `then(...)`, `held_out(...)`, `checkpoint(...)`, `resume(...)`, and monitors,
/// which know the model
template <class P>
concept TrainingPart =
    requires(P const& part, training_plan& plan) { part.add_to(plan); } ||
    requires(P const& part, training_plan& plan, residual_system<double>& of) { part.add_to(plan, of); };

template <TrainingPart P, class From>
void add_part(P const& part, training_plan& plan, From& from) {
    if constexpr (requires { part.add_to(plan); }) part.add_to(plan);
    else part.add_to(plan, from);
}

/// Adds to a plan what looks at the run, and what that remembers, to be saved with checkpoints; or a
/// column of the history.
void add_monitor(training_plan& plan, every_iterations when, std::function<void(training_view const&)> look,
                 std::function<void(state_fields&)> describe);
void add_column(training_plan& plan, every_iterations when, std::string name,
                std::function<double(training_view const&)> value);

/// Trains on the system of a batch at each iteration; that of the plan is held out. Throws std::invalid_argument where
/// a method of the plan takes no batches.
void train_on_batches(training_plan& plan, std::function<residual_system<double>&(std::size_t iteration)> batch);
/// Points that are not trained on and that the call does not name: half the mean of r^2 of the first blocks there,
/// shape (blocks,).
void look_elsewhere(training_plan& plan, std::function<std::vector<double>(std::span<double const>)> half_squares);

/// A plan without a method, for what is trained on
std::shared_ptr<training_plan> plan_on(residual_system<double>& system);
std::shared_ptr<training_plan> plan_on(residual_system<float>& system);
std::shared_ptr<training_plan> plan_on(batches const& points);
/// Trains from theta, shape (P,), as planned.
fit carry_out(training_plan const& plan, std::span<double const> theta);

}  // namespace lamina
