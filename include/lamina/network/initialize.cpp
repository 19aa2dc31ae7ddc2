#include <lamina/network/initialize.hpp>

#include <cmath>
#include <stdexcept>
#include <string>

#include <lamina/network/random_numbers.hpp>
#include <lamina/report/digits.hpp>

namespace lamina {

namespace {

template <class Weight>
std::vector<double> initialize(network_layout const& layout, std::uint64_t seed, initialize_options const& options,
                               Weight weight) {
    auto const check = [](char const* name, double value) {
        if (!std::isfinite(value) || value < 0)
            throw std::invalid_argument("initialize: " + std::string(name) + " is " + digits(value) +
                                        ", expected a finite number >= 0");
    };
    check("first_layer_scale", options.first_layer_scale);
    check("bias_scale", options.bias_scale);

    random_numbers random(seed);
    std::vector<double> theta(layout.parameters());
    for (mlp_layout const& network : layout.networks()) {
        auto const layers = network.every_layer();
        for (std::size_t l = 0; l < layers.size(); ++l) {
            dense_layer const& layer = layers[l];
            bool const hidden = l + 1 < layers.size(), first = l < network.input_layers().size();
            double const scale = first && hidden ? options.first_layer_scale : 1.0;
            double const bias = hidden ? options.bias_scale / std::sqrt(static_cast<double>(layer.inputs)) : 0.0;
            for (std::size_t i = layer.weights; i < layer.biases; ++i) theta[i] = scale * weight(random, layer);
            for (std::size_t i = 0; i < layer.outputs; ++i) theta[layer.biases + i] = scale * bias * random.symmetric();
        }
    }
    return theta;
}

}  // namespace

std::vector<double> glorot(network_layout const& layout, std::uint64_t seed, initialize_options const& options) {
    return initialize(layout, seed, options, [](random_numbers& random, dense_layer const& layer) {
        return std::sqrt(6.0 / static_cast<double>(layer.inputs + layer.outputs)) * random.symmetric();
    });
}

std::vector<double> gaussian(network_layout const& layout, std::uint64_t seed, double sigma,
                           initialize_options const& options) {
    if (!std::isfinite(sigma) || sigma < 0)
        throw std::invalid_argument("gaussian: sigma is " + digits(sigma) + ", expected a finite number >= 0");
    return initialize(layout, seed, options, [sigma](random_numbers& random, dense_layer const& layer) {
        return sigma / std::sqrt(static_cast<double>(layer.inputs)) * random.gaussian();
    });
}

std::vector<double> standard_normal(network_layout const& layout, std::uint64_t seed) {
    random_numbers random(seed);
    std::vector<double> theta(layout.parameters());
    for (double& t : theta) t = random.gaussian();
    return theta;
}

}  // namespace lamina
