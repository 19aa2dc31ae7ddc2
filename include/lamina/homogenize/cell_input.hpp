#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <lamina/homogenize/cell_system.hpp>

// What is given to a solver of cells, checked before any work.

namespace lamina {

/// The product of a shape, or the largest number where it is beyond 1e18
std::size_t points_of(std::vector<std::size_t> const& shape);

/// Throws std::invalid_argument, with the option and its value, for a shape or grid without points, of another
/// dimension or of more than 2^27 points, and for tolerances that are not positive.
void check_options(medium_options const& options, std::size_t dimension);

/// Checks what is declared of the coefficients of a system on a coarse grid of the cell and at points that lie on no
/// grid. Throws as `check_declared`.
void check_coefficients(cell_system const& system, std::span<double const> period, bindings const& known);

}  // namespace lamina
