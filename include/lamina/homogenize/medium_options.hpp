#pragma once

#include <vector>

#include <lamina/homogenize/cell_equation.hpp>

namespace lamina {

/// How the cells of an expansion are solved: on which grids (`resolve_cells`), and how closely.
struct medium_options {
    std::size_t grid = 0;      ///< points an axis; 0: as many as the averages need
    double tolerance = 2e-14;  ///< of the averages from one grid to the next, relative; 1e-12 at least
    std::size_t largest = 0;   ///< largest number of points along an axis; 0: 2^20 in all, 2^19 in three dimensions
    std::vector<std::size_t> shape{};  ///< points of each axis, in place of `grid`: the pixels of an image
    bool by_differences = false;       ///< as in `cell_equation`, for a coefficient that jumps
    cell_options cell{};
};

}  // namespace lamina
