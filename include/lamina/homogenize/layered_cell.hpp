#pragma once

#include <lamina/homogenize/cell_equation.hpp>

namespace lamina {

/// True if a cell is one of layers that `solve_layers` takes: more than one point along one axis only, A invertible
/// across the layers, no source, no transport, no drift.
bool is_layered(cell_equation const& cell);

/// The solution of a layered cell in closed form, whatever the contrast: with n the axis across the layers,
///     A_nn d chi / dn = C - g_n,   C = mean(A_nn^-1)^-1 mean(A_nn^-1 g_n),
/// and chi from its derivative by summing up on pixels, by Fourier series else. Cost: an inverse of m x m a point.
cell_solution solve_layers(cell_equation const& cell);

}  // namespace lamina
