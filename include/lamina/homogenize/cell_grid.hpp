#pragma once

#include <lamina/dsl/expr/arena.hpp>
#include <lamina/homogenize/effective_medium.hpp>

namespace lamina {

/// Where the cell problem with the residual `root` is solved. A coefficient that may jump is sampled on one grid of
/// 1000, 200 or 40 points an axis in one, two or three dimensions, derivatives by differences; one that is a table
/// of that many axes, on the elements of the table. Any other: the spectral method, refined until a* settles.
medium_options cell_grid(graph::arena const& g, int root, int dimension);

}  // namespace lamina
