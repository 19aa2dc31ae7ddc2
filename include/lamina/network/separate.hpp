#pragma once

#include <array>
#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include <lamina/network/architecture.hpp>
#include <lamina/network/network_layout.hpp>

namespace lamina {

/// What `separate` returns.
template <network_choice... Networks>
    requires(sizeof...(Networks) > 0)
struct separate_networks {
    using architectures = std::tuple<typename Networks::architecture...>;
    using architecture = std::conditional_t<sizeof...(Networks) == 1, std::tuple_element_t<0, architectures>,
                                            separated<typename Networks::architecture...>>;

    std::tuple<Networks...> networks;

    /// outputs: of each network. Throws as the networks' own `layout`.
    [[nodiscard]] network_layout layout(std::size_t inputs,
                                        std::array<std::size_t, sizeof...(Networks)> const& outputs) const {
        return [&]<std::size_t... I>(std::index_sequence<I...>) {
            return network_layout(std::vector<mlp_layout>{std::get<I>(networks).layout(inputs, outputs[I])...});
        }(std::index_sequence_for<Networks...>{});
    }
};

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
