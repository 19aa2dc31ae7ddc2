#pragma once

#include <array>

#include <lamina/dsl/terms/jets.hpp>
#include <lamina/dsl/terms/residuals.hpp>

namespace lamina {

namespace graph {

/// True if `id` varies along an axis of space through unknowns named in `names` only
template <std::size_t Size>
constexpr bool varies_through(arena const& g, graph::node_id id, int axis,
                              std::array<std::string_view, Size> const& names) {
    node const& n = g[id];
    switch (n.kind) {
        case op::unknown:
            for (std::string_view const name : names)
                if (g.name_of(id) == name) return true;
            return false;
        case op::coordinate:
            return is_time(g, id) || n.a != axis;
        case op::position:
        case op::sampled:
        case op::field:
            return false;
        case op::partial:
            return varies_through(g, g.child(id, 0), axis, names);
        case op::mean:
            return true;
        default:
            for (int k = 0; k < n.count; ++k)
                if (!varies_through(g, g.child(id, k), axis, names)) return false;
            return true;
    }
}

}  // namespace graph

/// The name of the unknown that a condition `on(periodic, u)`, `on(periodic(x[0]), u)` makes periodic along an axis,
/// else empty
template <class Condition>
constexpr std::string_view periodic_unknown(int axis) {
    if constexpr (is_periodic_condition<Condition>) {
        using unknown = decltype(Condition::equation);
        return decltype(Condition::place)::repeats(axis) ? unknown::name.view() : std::string_view{};
    } else {
        return {};
    }
}

/// Whether the function that an expression Of is of the solution of a problem is periodic along an axis of space: the
/// conditions say so of every unknown in it, and it does not read that coordinate itself.
template <class Problem, class Of>
struct periodic_function;
template <class E, class... Conditions, class Of>
struct periodic_function<problem_t<E, Conditions...>, Of> {
    static constexpr bool along(int axis) {
        graph::arena g;
        return graph::varies_through(g, Of{}.lower(g), axis,
                                     std::array{std::string_view{}, periodic_unknown<Conditions>(axis)...});
    }
};

/// The highest number of derivatives along an axis of space in a term of the equations of a problem, at least 1: what
/// periodic conditions need one less of
template <class Problem>
constexpr int order_in_space(int axis) {
    int order = 1;
    constexpr unknown_table const& unknowns = unknowns_of<Problem>::value;
    boost::hana::for_each(equations_of(Problem{}.equation), [&]<class Of>(Of const&) {
        graph::arena g;
        graph::node_id const root = Of{}.lower(g);
        for (int i = 0; i < residual_count<Of>; ++i) {
            graph::id_list const jets = graph::jets_of(g, graph::scalarize(g, graph::component(g, root, i)), unknowns);
            for (int k = 0; k < jets.size; ++k) {
                int const high = graph::directions_of(g, jets[k], unknowns.dimension).count(axis);
                order = high > order ? high : order;
            }
        }
    });
    return order;
}

}  // namespace lamina
