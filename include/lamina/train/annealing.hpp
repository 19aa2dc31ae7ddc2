#pragma once

#include <cstddef>

#include <lamina/dsl/reject/refuse.hpp>
#include <lamina/network/network_layout.hpp>
#include <lamina/train/monitor.hpp>

namespace lamina {

/// A monitor that balances the loss (Wang, Teng, Perdikaris 2021, Algorithm 2.1): the weight of each condition follows
/// how much steeper the loss of the equations is,
///
///     lambda_i = (1 - alpha) lambda_i + alpha g / mean |dL_i/dtheta|,    g = max |dL_r/dtheta|,
///
/// L_i the loss of condition i without its weight, L_r that of the equations with theirs, mean and maximum over all
/// parameters:
///
///     train(model, theta, adam(), {.iterations = 40000}, minibatch(128), every(10, annealing{}))
///
/// `record("weight of b", [](auto const& now) { return now.lambda("b"); })` has a weight in the history. A condition
/// whose gradient is 0 keeps its weight; as it comes to be met, its gradient falls and its weight grows without end.
/// So does one whose weight is 0. `as_in_the_program`: what the authors' program for Helmholtz' equation does instead,
/// mean |d(lambda_i L_i)/dtheta|, the mean over layers of the means over their weight matrices, the maximum over these,
/// without biases and encoders; those weights settle. On batches the gradients are those of the next one. Throws
/// std::invalid_argument for an alpha outside (0, 1]. Cost: a residual, and a pull-back for the equations and each
/// condition.
struct annealing {
    double alpha = 0.1;
    bool as_in_the_program = false;

    template <class Model>
    void operator()(view_of<Model> const& now) const {
        if constexpr (requires { now.model.equation_blocks(); })
            balance(now, now.model.equation_blocks(), now.model.layout());
        else
            reject::refused_call<
                "annealing: a residual system does not say which of its rows are conditions; write train(model, ...) "
                "instead of train(model.system(), ...)",
                Model>();
    }

private:
    void balance(training_view const& now, std::size_t equations, network_layout const& layout) const;
};

/// A monitor that balances the loss by the tangent kernel (Wang, Yu, Perdikaris 2022, doi:10.1016/j.jcp.2021.110768):
/// every block learns at the same mean rate,
///
///     lambda_i = (sum over j of t_j) / t_i,    t_i = mean of |dr_n/dtheta|^2 over the rows of block i,
///
/// divided by the largest weight of the equations, so that theirs is 1:
///
///     train(model, theta, adam(), {.iterations = 40000}, every(1000, kernel_balance{}))
///
/// A block whose residual does not depend on theta keeps its weight. On batches the kernel is that of the next one.
/// Cost: that of `tangent_kernel`.
struct kernel_balance {
    template <class Model>
    void operator()(view_of<Model> const& now) const {
        if constexpr (requires { now.model.equation_blocks(); })
            balance(now, now.model.equation_blocks());
        else
            reject::refused_call<
                "kernel_balance: a residual system does not say which of its rows are conditions; write train(model, "
                "...) instead of train(model.system(), ...)",
                Model>();
    }

private:
    void balance(training_view const& now, std::size_t equations) const;
};

}  // namespace lamina
