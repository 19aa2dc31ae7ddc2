#pragma once

#include <lamina/dsl/reject/problem.hpp>

/// Refusals of places of conditions.
namespace lamina::reject {

/// A place `coordinate == value`: a component of the position or the time, and a value that is the same everywhere.
template <class Where>
constexpr bool is_plane() {
    graph::arena g;
    int const left = decltype(Where::left){}.lower(g), right = decltype(Where::right){}.lower(g);
    bool fixed = true;
    auto look = [&](auto& self, int id) -> void {
        graph::op const kind = g[id].kind;
        if (kind == graph::op::coordinate || kind == graph::op::position || kind == graph::op::unknown) fixed = false;
        for (int k = 0; k < g[id].count; ++k) self(self, g.child(id, k));
    };
    look(look, right);
    return g[left].kind == graph::op::coordinate && fixed;
}

template <class Where, class E>
constexpr bool place_of_condition();

template <class E, template <class...> class Union, class... Places>
constexpr bool each_place(Union<Places...>*) {
    return (place_of_condition<Places, E>() && ...);
}

template <class Where, class E>
constexpr bool place_of_condition() {
    if constexpr (Refused<Where, E>) return false;
    else if constexpr (requires { Where::places; }) return each_place<E>(static_cast<Where*>(nullptr));
    else if constexpr (requires { Where::left; }) {
        if constexpr (!is_plane<Where>()) {
            refuse<said<[] {
                sentence s;
                s << "on(" << equation_text<Where>() << ", ...): a place is a coordinate equal to a constant; write "
                  << "on(x[0] == 1, ...), on(t == 0, ...) or on(boundary, ...)";
                return s;
            }>>();
            return false;
        }
        return true;
    } else {
        return true;
    }
}

}  // namespace lamina::reject
