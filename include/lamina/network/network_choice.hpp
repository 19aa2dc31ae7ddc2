#pragma once

#include <concepts>
#include <cstddef>

#include <lamina/network/mlp_layout.hpp>

namespace lamina {

/// What a user chooses a network by: `mlp` and `improved_mlp`.
template <class T>
concept network_choice = requires(T const& network, std::size_t n) {
    { network.layout(n, n) } -> std::same_as<mlp_layout>;
};

}  // namespace lamina
