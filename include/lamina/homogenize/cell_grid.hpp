#pragma once

#include <lamina/homogenize/cell_coefficients.hpp>

namespace lamina {

/// What of a periodic cell has to be solved, and on which grids its coefficients are themselves.
struct cell_grid {
    std::vector<std::size_t> parts;  ///< equal parts of the cell along each axis, 0 where nothing varies
    std::vector<double> period;      ///< of one part
    bool jumps = false;              ///< some coefficient jumps
    /// Where they jump: the fewest points of each axis with all edges between pixels; 0: there is no such number
    std::vector<std::size_t> pixels;
    std::vector<std::vector<double>> edges;  ///< where they jump along each axis, in units of `period`, ascending
    std::vector<double> thinnest;  ///< of what lies between two edges and is rare, along each axis, as `edges`
    xt::xtensor<double, 2> rare;   ///< points of the cell, shape (N, D), as `rare_points` has them

    [[nodiscard]] bool is_aligned() const;
    /// Axes along which something varies
    [[nodiscard]] std::size_t varying() const;
};

/// Reads the grid off the coefficients: a table, a choice by `where`, a period that is a fraction of the cell are seen
/// in the values that they give, whatever surrounds them. `whole`: the cell is not cut into parts.
cell_grid grid_of(cell_coefficients const& of, std::span<double const> period, bool whole);

/// Throws std::invalid_argument, with a point and both values, for a coefficient that is not periodic with this period.
/// One that is chosen by `where` may be given on the cell only, [0, period).
void check_period(cell_coefficients const& of, std::span<double const> period);

}  // namespace lamina
