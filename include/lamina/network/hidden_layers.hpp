#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <lamina/network/frozen.hpp>
#include <lamina/network/mlp_layout.hpp>

namespace lamina {

/// The hidden layers of a network with their parameters: the functions h_1 ... h_M of its last one, of which an output
/// layer makes linear combinations.
struct hidden_layers {
    mlp_layout layout;          ///< its output layer is not used
    std::vector<double> theta;  ///< shape (layout.end(),)

    /// M
    [[nodiscard]] std::size_t functions() const { return layout.layers().back().inputs; }
};

/// Drawn at random. Weights of the first layer for input i are normal with standard deviation scale[i], those behind it
/// with 2 / sqrt(inputs of the layer); `inputs_a_unit`: see frozen_options. Biases of sin are uniform over a period;
/// those of other activations let each unit of the first layer pass 0 at a point that is uniform in lower_i <= x_i <=
/// upper_i, and are normal behind it. Equal seeds give equal bits. Throws std::invalid_argument without hidden layers,
/// for encoders, unless there are one scale for all or one for each input, and for one that is not positive and finite,
/// or more inputs a unit than there are.
hidden_layers drawn_layers(mlp_layout const& layout, frozen_options const& options, std::span<double const> lower,
                           std::span<double const> upper);

}  // namespace lamina
