#pragma once

#include <array>

#include <lamina/dsl/expr/literals.hpp>
#include <lamina/dsl/expr/operators.hpp>
#include <lamina/dsl/expr/rebuild.hpp>

namespace lamina {

namespace surface {
constexpr int dimension_at(graph::arena const& g, graph::node_id id) {
    graph::node const& n = g[id];
    if (n.kind == graph::op::coordinate || n.kind == graph::op::position) return static_cast<int>(n.b);
    int found = 0;
    for (int k = 0; k < n.count && found == 0; ++k) found = dimension_at(g, g.child(id, k));
    return found;
}
}  // namespace surface

/// An expression that the library derived: node `Source::roots[Index]` of the arena `Source::from`, a compile-time
/// constant, with the values of the literals that the user wrote. It is an expression like any other.
template <class Source, int Index>
struct derived_t
    : components<derived_t<Source, Index>, Source::from[Source::roots[static_cast<std::size_t>(Index)]].form> {
    static constexpr graph::node_id id = Source::roots[static_cast<std::size_t>(Index)];
    static constexpr shape form = Source::from[id].form;
    static constexpr int dimension = surface::dimension_at(Source::from, id);
    static constexpr bool whole_tensors = Source::from.whole_tensors;  ///< how it is printed
    std::array<double, static_cast<std::size_t>(Source::from.value_count)> values{};

    constexpr derived_t() = default;
    /// With the values, by slot, that the same derivation found in the object.
    template <std::size_t Slots>
    constexpr explicit derived_t(std::array<double, Slots> const& by_slot) {
        for (std::size_t i = 0; i < values.size(); ++i) values[i] = by_slot[i];
    }
    constexpr graph::node_id lower(graph::arena& g) const {
        return graph::transfer(graph::stored<Source::from>.view(), g, values)(id);
    }
};

}  // namespace lamina
