#pragma once

#include <lamina/dsl/problem/problem.hpp>

/// The scalar residuals of a problem: what holds at each point of the domain, of its boundary, of pairs of faces.
/// Each has a static side, `Source::residual(g)`, for the structure, and takes the object itself for its numbers.
namespace lamina {

/// left - right of an equation or of a boundary condition
template <class E>
struct equation_residual {
    E of{};
    constexpr int lower(graph::arena& g) const { return of.lower(g); }
    static constexpr int residual(graph::arena& g) { return equation_residual{}.lower(g); }
};

/// d^Order u / dx_Axis^Order: equal on opposite faces
template <class U, int Axis, int Order>
struct periodic_residual {
    constexpr int lower(graph::arena& g) const {
        int const u = U{}.lower(g);
        int const where = g.child(u, 0);
        graph::id_list along;
        for (int k = 0; k < Order; ++k)
            along.push(graph::coordinate(g, g[where].name, Axis, static_cast<int>(g[where].b)));
        return graph::partial(g, u, along);
    }
    static constexpr int residual(graph::arena& g) { return periodic_residual{}.lower(g); }
};

/// f - c of a condition mean(f) == c
template <class E>
struct mean_residual {
    E of{};
    constexpr int lower(graph::arena& g) const {
        int const left = of.left.of.lower(g);
        return graph::difference(g, left, of.right.lower(g));
    }
    static constexpr int residual(graph::arena& g) { return mean_residual{}.lower(g); }
};

/// u itself, for evaluating a network
template <int Dimension>
struct value_residual {
    constexpr int lower(graph::arena& g) const { return unknown_t<"u", position_t<Dimension>>{}.lower(g); }
    static constexpr int residual(graph::arena& g) { return value_residual{}.lower(g); }
};

}  // namespace lamina
