#pragma once

#include <array>
#include <cstddef>
#include <tuple>
#include <utility>
#include <vector>

#include <lamina/network/network_choice.hpp>
#include <lamina/network/network_layout.hpp>

namespace lamina {

/// What `separate` returns
template <network_choice... Networks>
    requires(sizeof...(Networks) > 0)
struct separate_networks {
    std::tuple<Networks...> networks;

    /// outputs: of each network. Throws as the networks' own `layout`.
    [[nodiscard]] network_layout layout(std::size_t inputs,
                                        std::array<std::size_t, sizeof...(Networks)> const& outputs) const {
        return [&]<std::size_t... I>(std::index_sequence<I...>) {
            return network_layout(std::vector<mlp_layout>{std::get<I>(networks).layout(inputs, outputs[I])...});
        }(std::index_sequence_for<Networks...>{});
    }
};

template <class T>
inline constexpr bool is_separate = false;
template <class... Networks>
inline constexpr bool is_separate<separate_networks<Networks...>> = true;

/// What a problem is collocated with: one network or one for each unknown
template <class T>
concept NetworkSource = network_choice<T> || is_separate<T>;

/// A network for each unknown, in the order in which the equations name them; that of a vector has its components for
/// outputs. Architectures and activations may differ.
///
///     separate(mlp({20, 20}), improved_mlp({30, 30}, activation::sin))
///
/// accepted wherever `mlp` is. theta: the networks' parameters one after another.
template <network_choice... Networks>
    requires(sizeof...(Networks) > 0)
separate_networks<Networks...> separate(Networks... networks) {
    return {{std::move(networks)...}};
}

}  // namespace lamina
