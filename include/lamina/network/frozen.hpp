#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include <lamina/network/network_choice.hpp>

namespace lamina {

struct frozen_options {
    /// Standard deviation of the weights of the first layer for each input, in angular wave numbers where the inputs
    /// are coordinates: one for all or one for each, time last; empty: found from the equation
    /// (train/feature_scale.hpp)
    std::vector<double> scale{};
    /// How many inputs each unit of the first layer reads, chosen at random; 0: all. Few serve where a solution of many
    /// variables is a sum of functions of few.
    std::size_t inputs_a_unit = 0;
    std::uint64_t seed = 1;
};

/// What `frozen` returns
template <network_choice Network>
struct frozen_network {
    Network network;
    frozen_options options;
};

/// A network whose hidden layers are drawn once and kept: a linear space of functions,
///
///     u = sum_k c_k phi(w_k . x + b_k) + c_0,    `frozen(mlp({600}, activation::sin))`,
///
/// of which theta are the coefficients c. Linear equations are one least squares in it, nonlinear ones a few Newton
/// steps. The layers: hidden_layers.hpp.
template <network_choice Network>
frozen_network<Network> frozen(Network network, frozen_options options = {}) {
    return {std::move(network), std::move(options)};
}

}  // namespace lamina
