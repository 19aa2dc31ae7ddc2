#include <lamina/network/mlp_layout.hpp>

#include <algorithm>
#include <numeric>
#include <stdexcept>
#include <string>

#include <lamina/parallel/memory_limit.hpp>
#include <lamina/report/positive_count.hpp>

namespace lamina {

mlp_layout::mlp_layout(std::size_t inputs, std::span<std::size_t const> hidden, std::size_t outputs)
    : mlp_layout(inputs, hidden, outputs, 0) {}

mlp_layout mlp_layout::with_encoders(std::size_t inputs, std::span<std::size_t const> hidden, std::size_t outputs) {
    if (hidden.size() < 2)
        throw std::invalid_argument("improved_mlp: hidden has " + std::to_string(hidden.size()) +
                                    " widths, expected at least 2: the first layer has no gate");
    for (std::size_t l = 1; l < hidden.size(); ++l)
        if (hidden[l] != hidden[0])
            throw std::invalid_argument("improved_mlp: hidden[" + std::to_string(l) + "] is " +
                                        std::to_string(hidden[l]) + ", expected hidden[0] = " +
                                        std::to_string(hidden[0]) + ": all hidden layers are as wide as the encoders");
    return {inputs, hidden, outputs, 2};
}

mlp_layout::mlp_layout(std::size_t inputs, std::span<std::size_t const> hidden, std::size_t outputs,
                       std::size_t encoders)
    : encoders_(encoders) {
    expect_positive(inputs, "mlp: inputs");
    expect_positive(outputs, "mlp: outputs");
    for (std::size_t l = 0; l < hidden.size(); ++l)
        expect_positive(hidden[l], "mlp: hidden[" + std::to_string(l) + "]");

    layers_.clear();
    double numbers = 0;  // no less than there are parameters
    for (std::size_t l = 0; l <= hidden.size(); ++l) {
        double const width = static_cast<double>(l == 0 ? inputs : hidden[l - 1]) + 1;
        numbers += width * static_cast<double>(l < hidden.size() ? hidden[l] : outputs);
    }
    expect_memory("mlp: the parameters of " + std::to_string(hidden.size()) + " hidden layers, the widest of " +
                      std::to_string(hidden.empty() ? 0 : *std::ranges::max_element(hidden)) + " units,",
                  {numbers});
    std::size_t at = 0, units = std::accumulate(hidden.begin(), hidden.end(), std::size_t{0});
    auto const add = [&](std::size_t width, std::size_t next) {
        layers_.push_back({width, next, at, at + width * next, units});
        at += (width + 1) * next, units += next;
    };
    for (std::size_t e = 0; e < encoders; ++e) add(inputs, hidden[0]);
    units = 0;
    for (std::size_t l = 0; l < hidden.size(); ++l) add(l == 0 ? inputs : hidden[l - 1], hidden[l]);
    add(hidden.empty() ? inputs : hidden.back(), outputs);
}

mlp_layout mlp_layout::activated_by(activation_choice const& activation) const {
    mlp_layout out = *this;
    out.activation_ = activation;
    return out;
}

mlp_layout mlp_layout::reading_from(std::size_t first) const {
    mlp_layout out = *this;
    out.first_input_ = first;
    return out;
}

void mlp_layout::move_to(std::size_t begin) {
    std::size_t const before = layers_.front().weights;
    for (dense_layer& layer : layers_) {
        layer.weights = layer.weights - before + begin;
        layer.biases = layer.biases - before + begin;
    }
}

std::size_t mlp_layout::widest() const {
    std::size_t w = 0;
    for (std::size_t l = 0; l < hidden_layers(); ++l) w = std::max(w, layers()[l].outputs);
    return w;
}

}  // namespace lamina
