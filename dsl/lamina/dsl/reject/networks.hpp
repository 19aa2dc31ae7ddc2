#pragma once

#include <cstddef>
#include <type_traits>

#include <lamina/dsl/reject/refuse.hpp>

/// Refusals of networks.
namespace lamina::reject {

/// Names: the unknowns as a sentence
template <std::size_t Networks, std::size_t Unknowns, auto Names>
constexpr bool one_network_each() {
    if constexpr (Networks != Unknowns)
        refuse<said<[] {
            constexpr sentence names = Names();
            sentence s;
            s << "separate(...) has " << static_cast<long>(Networks) << (Networks == 1 ? " network" : " networks")
              << " for the unknown" << (Unknowns == 1 ? " " : "s ") << std::string_view(names.text.data(), names.size)
              << "; write one network for each unknown, in this order";
            return s;
        }>>();
    return Networks == Unknowns;
}

/// In the place of an activation: what the network was given instead is refused with the Sentence.
template <fixed_string Sentence>
struct misused;
/// Widths that are arguments of their own, as in `mlp(40, 40)`
template <fixed_string Network, class Width>
inline constexpr auto widths_in_braces = said<[] {
    sentence s;
    s << Network.view() << "(number, ...): the widths of the hidden layers are one list; write " << Network.view()
      << "({40, 40}, activation::sin)";
    return s;
}>;
/// A second argument that is none, as in `mlp({40, 40}, 0.5)`
template <fixed_string Network, class Other>
inline constexpr auto no_activation = said<[] {
    sentence s;
    s << Network.view() << "({...}, " << (std::is_arithmetic_v<Other> ? "number" : "...")
      << "): the second is no activation; write " << Network.view() << "({40, 40}, activation::sin)";
    return s;
}>;

}  // namespace lamina::reject
