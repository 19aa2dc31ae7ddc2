#pragma once

#include <lamina/dsl/reject/networks.hpp>
#include <lamina/dsl/terms/unknowns.hpp>

namespace lamina {

/// The scalars that each unknown of the equations E has, in the order of unknown_table: 1, or the size of a vector.
/// Refuses a number of networks that is not that of the unknowns.
template <class E, std::size_t Networks>
constexpr std::array<std::size_t, Networks> outputs_of_networks() {
    constexpr unknown_table const& unknowns = unknowns_of<E>::value;
    reject::one_network_each<Networks, unknowns.wholes(), [] {
        reject::sentence names;
        unknown_table const& table = unknowns_of<E>::value;
        for (int k = 0; k < table.size; ++k) {
            auto const& entry = table.unknown[static_cast<std::size_t>(k)];
            if (entry.component <= 1) names << (k > 0 ? ", " : "") << entry.name;
        }
        return names;
    }>();
    std::array<std::size_t, Networks> outputs{};
    for (std::size_t k = 0; k < Networks && k < unknowns.wholes(); ++k) outputs[k] = unknowns.components()[k];
    return outputs;
}

}  // namespace lamina
