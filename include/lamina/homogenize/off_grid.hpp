#pragma once

#include <lamina/homogenize/cell_coefficients.hpp>

namespace lamina {

/// How far a function is from its trigonometric interpolant between the points of a grid.
struct off_grid {
    double by = 0;  ///< relative to the largest value of the function
    std::string function{};
    std::vector<double> y{};  ///< where, shape (D,)
    double value = 0, interpolated = 0;
};

/// The worst coefficient along axis `axis` of a grid of n points, on lines through scattered points of the cell and
/// through those that are `rare`, shape (N, D), which are among the points there. The
/// first points between are 0.618 of a spacing beside the grid's, so that every wave number above n / 2, which on the
/// grid looks like a lower one, is seen; on coarse grids there are more, 2^15 points in one dimension and 2^10 a line
/// in others, so that what is narrower than a spacing is seen. Cost: an evaluation each, 2 n at least, and a transform
/// of n points for n of them.
off_grid off_grid_along(cell_coefficients const& of, std::span<double const> period, std::span<double const> rare,
                        std::size_t axis, std::size_t n);

}  // namespace lamina
