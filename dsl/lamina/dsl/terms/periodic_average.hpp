#pragma once

#include <array>

#include <lamina/dsl/terms/unknowns.hpp>

namespace lamina {

namespace graph {

/// True if `id` varies in space through unknowns named in `names` only
template <std::size_t Size>
constexpr bool varies_through(arena const& g, int id, std::array<std::string_view, Size> const& names) {
    node const& n = g[id];
    switch (n.kind) {
        case op::unknown:
            for (std::string_view const name : names)
                if (g.name_of(id) == name) return true;
            return false;
        case op::coordinate:
            return is_time(g, id);
        case op::position:
        case op::sampled:
        case op::field:
            return false;
        case op::partial:
            return varies_through(g, g.child(id, 0), names);
        case op::mean:
            return true;
        default:
            for (int k = 0; k < n.count; ++k)
                if (!varies_through(g, g.child(id, k), names)) return false;
            return true;
    }
}

}  // namespace graph

/// The name of the unknown in a condition `on(periodic, u)`, else empty
template <class Condition>
inline constexpr std::string_view periodic_unknown{};
template <fixed_string Name, int Size, class... Arguments>
inline constexpr std::string_view periodic_unknown<condition_t<periodic_t, unknown_t<Name, Size, Arguments...>>> =
    unknown_t<Name, Size, Arguments...>::name.view();

/// Whether the function that an expression Of is of the solution of a problem is periodic in space: the conditions say
/// so of every unknown in it, and it does not read the position itself.
template <class Problem, class Of>
inline constexpr bool is_periodic_function = false;
template <class E, class... Conditions, class Of>
inline constexpr bool is_periodic_function<problem_t<E, Conditions...>, Of> = [] {
    graph::arena g;
    return graph::varies_through(g, Of{}.lower(g), std::array{std::string_view{}, periodic_unknown<Conditions>...});
}();

}  // namespace lamina
