#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include <lamina/train/training_parts.hpp>

namespace lamina {

class training_run;

/// A run of training as a monitor sees it, at the end of an iteration.
class training_view {
public:
    std::size_t iteration;  ///< of all methods
    double seconds, loss;
    std::span<double const> block_losses;  ///< the parts of the loss, shape (blocks,)
    std::span<double const> theta;         ///< shape (P,)
    std::string_view method;
    residual_system<double>& system;  ///< of batches: the one that is held out

    /// dL/dtheta at theta, shape (P,), of the last batch if there are batches; computed where the method has none.
    [[nodiscard]] std::span<double const> gradient() const;
    /// theta less that of the iteration before, shape (P,); zero at the first
    [[nodiscard]] std::span<double const> step() const;
    /// Ends training at this iteration.
    void stop(std::string reason) const;
    /// Gives the block of this name or number another weight in the loss, from the next step on. The best parameters so
    /// far are compared by the new loss. Throws std::invalid_argument for an unknown name and a wrong weight.
    void set_lambda(std::string_view block, double lambda) const;
    void set_lambda(std::size_t block, double lambda) const;
    /// The weight of a block. Throws std::invalid_argument for an unknown name.
    [[nodiscard]] double lambda(std::string_view block) const;
    /// What the next step trains on: `system`, or the next batch, until another one is asked for
    [[nodiscard]] residual_system<double>& trained_on() const;
    /// Trains on other points from the next step on, where the best so far is compared too; see
    /// residual_system::resample. Of batches, other points are held out.
    void resample(std::size_t seed) const { system.resample(seed); }
    /// Whether each step has points of its own
    [[nodiscard]] bool on_batches() const;

private:
    friend class training_run;
    explicit training_view(training_run& run);
    training_run* run_;
};

/// The same of a run on a model
template <class Model>
class view_of : public training_view {
public:
    view_of(training_view const& seen, Model& trained) : training_view(seen), model(trained) {}
    Model& model;

    /// The function that theta stands for now: model.solution(theta)
    [[nodiscard]] auto solution() const { return model.solution(theta); }
};

/// A function that looks at a run, at some iterations; made by `every`.
template <class F>
struct looking {
    every_iterations when;
    std::shared_ptr<F> look;

    template <class Model>
    void add_to(training_plan& plan, Model& model) const {
        add_monitor(
            plan, when, [f = look, &model](training_view const& now) { (*f)(view_of<Model>(now, model)); },
            [f = look](state_fields& to) {
                if constexpr (requires { f->describe(to); }) f->describe(to);
            });
    }
};

/// A column of the history and the function that fills it; made by `record`.
template <class F>
struct recording {
    std::string name;
    F value;
    every_iterations when;

    template <class Model>
    void add_to(training_plan& plan, Model& model) const {
        add_column(plan, when, name, [f = value, &model](training_view const& now) mutable -> double {
            return f(view_of<Model>(now, model));
        });
    }
};

/// Calls look(now), now a view_of the model, at the iterations 0, n, 2 n, ..., or fills a column of the history there:
///
///     every(10, [&](auto const& now) { if (now.loss > 10) now.set_lambda("b", 1); })
///     every(100, record("error", [&](auto const& now) { return error(now.solution(), exact, l2); }))
///
/// What a function object remembers is saved with checkpoints if it has describe(state_fields&).
template <class F>
looking<F> every(std::ptrdiff_t n, F look) {
    return {every(n), std::make_shared<F>(std::move(look))};
}
template <class F>
recording<F> every(std::ptrdiff_t n, recording<F> column) {
    column.when = every(n);
    return column;
}
/// The column `name` of the history, filled with value(now) at every iteration
template <class F>
recording<F> record(std::string name, F value) {
    return {std::move(name), std::move(value), {1}};
}

}  // namespace lamina
