#pragma once

#include <concepts>

#include <lamina/network/activation_choice.hpp>
#include <lamina/network/own_activation.hpp>

/// Activation functions phi, to choose one by: `mlp({40, 40}, activation::sin)`. What the passes do with them is
/// compiled with the library (passes/each_set/activations.hpp).
namespace lamina::activation {

/// phi = tanh. The passes in reverse have phi' as 1 - phi^2, with an absolute error of half a unit in the last place of
/// 1: there a unit's own share of a gradient is lost when |z| is beyond 18 (in float 8), where it is 1e-16 (1e-7) of
/// that of a unit at rest.
struct tanh_function {
    static constexpr activation_choice choice{activation_choice::tanh, true};
};

/// phi = sin
struct sin_function {
    static constexpr activation_choice choice{activation_choice::sin, false};
};

inline constexpr tanh_function tanh{};
inline constexpr sin_function sin{};

}  // namespace lamina::activation

namespace lamina {

/// A type of the second argument of `mlp`
template <class T>
concept ActivationFunction = requires {
    { T::choice } -> std::convertible_to<activation_choice>;
};

}  // namespace lamina
