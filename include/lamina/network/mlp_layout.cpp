#include <lamina/network/mlp_layout.hpp>

#include <algorithm>
#include <stdexcept>
#include <string>

namespace lamina {

mlp_layout::mlp_layout(std::size_t inputs, std::span<std::size_t const> hidden, std::size_t outputs) {
    auto const refuse = [](std::string const& name) {
        throw std::invalid_argument("mlp: " + name + " is 0, expected at least 1");
    };
    if (inputs == 0) refuse("inputs");
    if (outputs == 0) refuse("outputs");
    for (std::size_t l = 0; l < hidden.size(); ++l)
        if (hidden[l] == 0) refuse("hidden[" + std::to_string(l) + "]");

    layers_.clear();
    std::size_t at = 0, width = inputs;
    auto const add = [&](std::size_t next) {
        layers_.push_back({width, next, at, at + width * next});
        at += (width + 1) * next;
        width = next;
    };
    for (std::size_t const next : hidden) add(next);
    add(outputs);
}

std::size_t mlp_layout::widest() const {
    std::size_t w = 0;
    for (std::size_t l = 0; l < hidden_layers(); ++l) w = std::max(w, layers_[l].outputs);
    return w;
}

}  // namespace lamina
