#pragma once

#include <array>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <lamina/dsl/expr/arena.hpp>
#include <lamina/homogenize/cell_equation.hpp>
#include <lamina/sample/tabulate.hpp>

namespace lamina {

/// How often a function of (x, y) is differentiated along each axis.
struct cell_derivative {
    std::array<int, 3> slow{};
    std::array<int, 3> fast{};
    auto operator<=>(cell_derivative const&) const = default;
};

/// What component `number` of a vector is called, counted from 1: N[0]; 0: a scalar, which is called by its name.
inline std::string component_name(std::string_view name, long number) {
    return number == 0 ? std::string(name) : std::string(name) + "[" + std::to_string(number - 1) + "]";
}

/// The values of a corrector, differentiated, at the grid points: shape (points,).
using corrector_values = std::function<std::span<double const>(std::string_view name, cell_derivative const& order)>;

/// The scalar nodes `roots` at the grid points of a cell, shape (roots, points). Coordinates of positions in `known`
/// stay where they are bound, the others are those of the grid; unknowns are read from `correctors`.
/// Throws std::invalid_argument for a parameter that is not bound and for a value that is not finite, with its point.
/// Cost: one operation for each distinct subexpression and point, calls of coefficients written out.
xt::xtensor<double, 2> cell_values(graph::arena& g, std::span<graph::node_id const> roots, cell_equation const& grid,
                                   bindings const& known, corrector_values const& correctors);

/// The same at points `y`, shape (N, D), row-major, wherever they lie: shape (roots, N). Throws std::invalid_argument
/// where a root holds an unknown.
xt::xtensor<double, 2> cell_values(graph::arena& g, std::span<graph::node_id const> roots, std::span<double const> y,
                                   std::size_t dimension, bindings const& known);

}  // namespace lamina
