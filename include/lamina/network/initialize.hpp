#pragma once

#include <cstdint>
#include <vector>

#include <lamina/network/network_layout.hpp>

namespace lamina {

struct initialize_options {
    /// Factor on the weights and biases of the first layers, those of encoders too: about the highest angular
    /// frequency that u contains.
    double first_layer_scale = 1.0;
    /// Biases of the hidden layers are uniform in [-s, s], s = bias_scale / sqrt(inputs of the layer).
    /// With 0 a tanh or sin network is odd, and on a symmetric set of points its gradient can vanish.
    double bias_scale = 1.0;
};

/// theta, shape (P,), after Glorot and Bengio 2010: W uniform in [-s, s], s = sqrt(6 / (inputs + outputs)).
/// The bias of the output layer is 0. Equal seeds give equal bits with every compiler and standard library.
std::vector<double> glorot(network_layout const& layout, std::uint64_t seed, initialize_options const& options = {});

/// theta, shape (P,): weights of standard normal distribution times sigma / sqrt(inputs of the layer); biases as
/// in `glorot`. The output layer is scaled as every other: the scaling of neural-tangent-kernel theory.
std::vector<double> gaussian(network_layout const& layout, std::uint64_t seed, double sigma = 1.0,
                           initialize_options const& options = {});

/// theta, shape (P,): every weight and bias independent and standard normal, as in Carney et al. 2022, section 4.1.
std::vector<double> standard_normal(network_layout const& layout, std::uint64_t seed);

}  // namespace lamina
