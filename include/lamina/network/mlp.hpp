#pragma once

#include <concepts>
#include <cstddef>
#include <utility>
#include <vector>

#include <lamina/dsl/reject/networks.hpp>
#include <lamina/network/activation.hpp>
#include <lamina/network/mlp_layout.hpp>

namespace lamina {

/// A multi-layer perceptron: hidden layers of the given widths, one activation, a linear output layer.
///
///     mlp({40, 40}, activation::sin)
///
/// The number of inputs and outputs comes from what it is used for. Widths are run-time values.
template <class Activation = activation::tanh_function>
struct mlp {
    std::vector<std::size_t> hidden;

    explicit mlp(std::vector<std::size_t> widths, Activation = {}) : hidden(std::move(widths)) {}

    /// Throws std::invalid_argument if a width, `inputs` or `outputs` is 0.
    [[nodiscard]] mlp_layout layout(std::size_t inputs, std::size_t outputs) const {
        return mlp_layout(inputs, hidden, outputs).activated_by(Activation::choice);
    }
};

/// `mlp(40, 40)`, `mlp({40, 40}, 0.5)`: refused
template <fixed_string Sentence>
struct mlp<reject::misused<Sentence>> : mlp<> {
    template <class... Widths>
    explicit mlp(Widths...) : mlp<>({}) {
        reject::refuse<Sentence>();
    }
    template <class Other>
    mlp(std::vector<std::size_t>, Other) : mlp<>({}) {
        reject::refuse<Sentence>();
    }
};
template <std::integral Width, class... Others>
mlp(Width, Others...) -> mlp<reject::misused<reject::widths_in_braces<"mlp", Width>>>;
template <class Other>
    requires(!ActivationFunction<Other>)
mlp(std::vector<std::size_t>, Other) -> mlp<reject::misused<reject::no_activation<"mlp", Other>>>;

}  // namespace lamina
