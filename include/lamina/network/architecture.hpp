#pragma once

#include <concepts>
#include <cstddef>

#include <lamina/network/mlp_layout.hpp>

namespace lamina {

/// The architecture of `improved_mlp`. The architecture of `mlp` is its activation itself: what a kernel is
/// instantiated for.
template <class Activation>
struct gated {};

/// The architecture of `separate`: those of its networks.
template <class... Architectures>
struct separated {};

/// The activation of an architecture, and whether its hidden layers gate between two encoders.
template <class Architecture>
struct architecture_traits {
    using activation = Architecture;
    static constexpr bool encoders = false;
};
template <class Activation>
struct architecture_traits<gated<Activation>> {
    using activation = Activation;
    static constexpr bool encoders = true;
};

/// What a user chooses a network by: `mlp` and `improved_mlp`.
template <class T>
concept network_choice = requires(T const& network, std::size_t n) {
    typename T::architecture;
    { network.layout(n, n) } -> std::convertible_to<mlp_layout>;
};

}  // namespace lamina
