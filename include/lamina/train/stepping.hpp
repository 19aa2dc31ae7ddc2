#pragma once

#include <concepts>
#include <cstddef>
#include <span>
#include <string_view>
#include <type_traits>

#include <lamina/train/state_fields.hpp>
#include <lamina/train/training_state.hpp>

namespace lamina {

/// A method of training: options, a name, and two functions, by which it can be stepped by hand as well:
///
///     auto state = method.start(system, theta);                  // a training_state and what the method remembers
///     while (state.loss > 1e-6) method.step(system, state);      // to the next theta, and the loss there
///
/// `method.look(system, state)` finds anew what the state holds of the system at theta; a step does so first where the
/// weights of the blocks or the points have changed since.
template <class M>
concept TrainingMethod = requires(M const& method, residual_system<double>& system, std::span<double const> theta) {
    { M::name } -> std::convertible_to<std::string_view>;
    { method.start(system, theta) } -> std::derived_from<training_state>;
};

/// A method whose step is to `move`, by what it last found, and to `look`: it may find it on another batch of points
/// each time. Every `look_every` iterations the loss is that of points that are held out.
template <class M>
concept BatchMethod = TrainingMethod<M> && requires(M const& method) {
    { method.look_every } -> std::convertible_to<std::size_t>;
};

/// A method with its state, as the loop of training sees it
class stepping {
public:
    virtual ~stepping() = default;
    [[nodiscard]] virtual std::string_view name() const = 0;
    [[nodiscard]] virtual bool takes_batches() const = 0;
    [[nodiscard]] virtual std::size_t look_every() const = 0;
    virtual void start(residual_system<double>& system, std::span<double const> theta) = 0;
    virtual void look(residual_system<double>& system) = 0;
    virtual stepped step(residual_system<double>& system) = 0;
    virtual stepped move(residual_system<double>& system) = 0;
    [[nodiscard]] virtual training_state const& state() const = 0;
    /// dL/dtheta at theta, shape (P,); empty if the state has none
    [[nodiscard]] virtual std::span<double const> gradient() const = 0;
    virtual void describe(state_fields& to) = 0;
};

template <TrainingMethod Method>
class stepping_by final : public stepping {
public:
    explicit stepping_by(Method const& method) : method_(method) {}

    [[nodiscard]] std::string_view name() const override { return Method::name; }
    [[nodiscard]] bool takes_batches() const override { return BatchMethod<Method>; }
    [[nodiscard]] std::size_t look_every() const override {
        if constexpr (BatchMethod<Method>) return method_.look_every;
        else return 1;
    }
    void start(residual_system<double>& system, std::span<double const> theta) override {
        state_ = method_.start(system, theta);
    }
    void look(residual_system<double>& system) override { method_.look(system, state_); }
    stepped step(residual_system<double>& system) override { return method_.step(system, state_); }
    stepped move(residual_system<double>& system) override {
        if constexpr (BatchMethod<Method>)
            return method_.move(system, state_);
        else
            return step(system);
    }
    [[nodiscard]] training_state const& state() const override { return state_; }
    [[nodiscard]] std::span<double const> gradient() const override {
        if constexpr (requires { state_.gradient; })
            return state_.gradient;
        else
            return {};
    }
    void describe(state_fields& to) override { state_.describe(to); }

private:
    using state_type = decltype(std::declval<Method const&>().start(std::declval<residual_system<double>&>(),
                                                                    std::span<double const>()));
    Method method_;
    state_type state_{};
};

}  // namespace lamina
