#pragma once

#include <lamina/homogenize/cells_on_grids.hpp>

namespace lamina {

/// The cells of coefficients that jump, on pixels and, along the axes that vary, on half or twice as many. `factor` is
/// 3 / 2 of that of h^(2 l), l = 4 / pi atan(1 / sqrt(contrast)), the worst that a corner where four pixels meet does.
/// Where no pixels follow the edges, the spread on moved grids counts too. Throws std::runtime_error where something
/// is thinner than two pixels of the largest grid and the cell is not one of layers.
resolved_cells resolve_by_pixels(cells_on_grids& cells);

}  // namespace lamina
