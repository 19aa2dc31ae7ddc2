#pragma once

#include <concepts>
#include <cstddef>
#include <utility>
#include <vector>

#include <lamina/dsl/reject/networks.hpp>
#include <lamina/network/activation.hpp>
#include <lamina/network/mlp_layout.hpp>

namespace lamina {

/// The improved architecture of Wang, Teng and Perdikaris 2021, eqs. 2.33 to 2.37: two encoders of the inputs, between
/// which every hidden layer but the first chooses, unit by unit:
///
///     U = phi(W_U x + b_U),   V = phi(W_V x + b_V),   H_1 = phi(W_1 x + b_1)
///     Z_k = phi(W_k H_(k-1) + b_k),   H_k = (1 - Z_k) U + Z_k V,   k = 2 .. number of widths
///     u = W H + b
///
///     improved_mlp({50, 50, 50, 50})
///
/// accepted wherever `mlp` is. theta: U, V, then the layers as of `mlp`, each W then b. Cost: that of `mlp` with the
/// same widths, and two first layers.
template <class Activation = activation::tanh_function>
struct improved_mlp {
    std::vector<std::size_t> hidden;

    explicit improved_mlp(std::vector<std::size_t> widths, Activation = {}) : hidden(std::move(widths)) {}

    /// Throws std::invalid_argument unless there are at least two widths and all are equal, and if one, `inputs` or
    /// `outputs` is 0.
    [[nodiscard]] mlp_layout layout(std::size_t inputs, std::size_t outputs) const {
        return mlp_layout::with_encoders(inputs, hidden, outputs).activated_by(Activation::choice);
    }
};

/// `improved_mlp(40, 40)`, `improved_mlp({40, 40}, 0.5)`: refused
template <fixed_string Sentence>
struct improved_mlp<reject::misused<Sentence>> : improved_mlp<> {
    template <class... Widths>
    explicit improved_mlp(Widths...) : improved_mlp<>({}) {
        reject::refuse<Sentence>();
    }
    template <class Other>
    improved_mlp(std::vector<std::size_t>, Other) : improved_mlp<>({}) {
        reject::refuse<Sentence>();
    }
};
template <std::integral Width, class... Others>
improved_mlp(Width, Others...) -> improved_mlp<reject::misused<reject::widths_in_braces<"improved_mlp", Width>>>;
template <class Other>
    requires(!ActivationFunction<Other>)
improved_mlp(std::vector<std::size_t>, Other)
    -> improved_mlp<reject::misused<reject::no_activation<"improved_mlp", Other>>>;

}  // namespace lamina
