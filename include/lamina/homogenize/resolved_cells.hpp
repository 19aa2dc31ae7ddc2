#pragma once

#include <lamina/homogenize/cells_on_grids.hpp>

namespace lamina {

/// Solves the cell problems on grids that are believed for a reason. Smooth coefficients: the spectral method, on a
/// grid between whose points they are their interpolants to 1e-9 along every axis, refined until averages and the root
/// mean squares of correctors change by less than `options.tolerance`, relative to the mean absolute values of what is
/// averaged and to the largest corrector. Coefficients that jump: pixels, twice as many along an axis the second time;
/// `factor` is 3 / 2 of that of h^(2 l), l = 4 / pi atan(1 / sqrt(contrast)), the worst that a corner where four pixels
/// meet does. An axis along which nothing varies has one point, and of a cell of equal parts one is solved.
/// `options.grid` or `options.shape`: on these points, compared with half of them.
/// Throws std::invalid_argument for options or a period without sense, a coefficient that is not periodic or not what
/// it is declared, a requirement that does not hold, and std::runtime_error where the grid does not resolve a
/// coefficient or an average still changes by more than 1e-6.
resolved_cells resolve_cells(cell_system& system, std::span<double const> period, bindings const& known,
                             medium_options const& options);

}  // namespace lamina
