#pragma once

#include <lamina/homogenize/cell_system.hpp>

namespace lamina {

/// Where the cell problems of a system are solved. A coefficient that may jump is sampled on one grid of 1000, 200 or
/// 40 points an axis in one, two or three dimensions, derivatives by differences; one that is a table of that many
/// axes, on the elements of the table. Any other: the spectral method, refined until the averages settle.
medium_options cell_grid(cell_system const& system);

}  // namespace lamina
