#include <lamina/network/hidden_layers.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>

#include <fmt/format.h>

#include <lamina/network/random_numbers.hpp>
#include <lamina/report/digits.hpp>

namespace lamina {

namespace {

void check(mlp_layout const& layout, frozen_options const& options) {
    std::vector<double> const& scale = options.scale;
    if (layout.hidden_layers() == 0)
        throw std::invalid_argument("frozen: the network has no hidden layer, expected at least one");
    if (!layout.encoders().empty()) throw std::invalid_argument("frozen: improved_mlp has encoders, expected an mlp");
    if (scale.size() != 1 && scale.size() != layout.inputs())
        throw std::invalid_argument(fmt::format("frozen: {} scales for {} inputs, expected one for all or one for each",
                                                scale.size(), layout.inputs()));
    for (std::size_t i = 0; i < scale.size(); ++i)
        if (!(scale[i] > 0) || !std::isfinite(scale[i]))
            throw std::invalid_argument(
                fmt::format("frozen: scale[{}] is {}, expected a positive finite number", i, digits(scale[i])));
    if (options.inputs_a_unit > layout.inputs())
        throw std::invalid_argument(
            fmt::format("frozen: {} inputs a unit, there are {}", options.inputs_a_unit, layout.inputs()));
}

/// Which of `inputs` a unit reads: `count` of them
std::vector<bool> chosen(std::size_t inputs, std::size_t count, random_numbers& random) {
    std::vector<bool> out(inputs, count == 0);
    for (std::size_t k = 0; k < count;) {
        auto const i = std::min(inputs - 1, static_cast<std::size_t>(random.unit() * static_cast<double>(inputs)));
        if (!out[i]) out[i] = true, ++k;
    }
    return out;
}

}  // namespace

hidden_layers drawn_layers(mlp_layout const& layout, frozen_options const& options, std::span<double const> lower,
                           std::span<double const> upper) {
    check(layout, options);
    std::vector<double> const& scale = options.scale;
    bool const waves = layout.activation().which == activation_choice::sin;
    hidden_layers out{layout, std::vector<double>(layout.end(), 0.0)};
    random_numbers random(options.seed);
    for (std::size_t l = 0; l < layout.hidden_layers(); ++l) {
        dense_layer const& layer = layout.layers()[l];
        double const behind = 2 / std::sqrt(static_cast<double>(layer.inputs));
        for (std::size_t unit = 0; unit < layer.outputs; ++unit) {
            double* const w = out.theta.data() + layer.weights + unit * layer.inputs;
            double& bias = out.theta[layer.biases + unit];
            auto const reads = chosen(layer.inputs, l > 0 ? 0 : options.inputs_a_unit, random);
            for (std::size_t i = 0; i < layer.inputs; ++i) {
                if (!reads[i]) continue;
                w[i] = (l > 0 ? behind : scale[scale.size() == 1 ? 0 : i]) * random.gaussian();
                if (l == 0 && !waves) bias -= w[i] * (lower[i] + random.unit() * (upper[i] - lower[i]));
            }
            if (waves)
                bias = 2 * std::numbers::pi * random.unit();
            else if (l > 0)
                bias = random.gaussian();
        }
    }
    return out;
}

}  // namespace lamina
