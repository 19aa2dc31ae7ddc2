#pragma once

#include <lamina/homogenize/cell_coefficients.hpp>

namespace lamina {

/// Where the coefficients of a cell jump along an axis, in units of the period
struct jumps_along {
    std::vector<double> at{};  ///< ascending
    double thinnest = 1;       ///< the smallest distance between two of them that a rare point lies between
};

/// The jumps along axis `axis` on lines through scattered points, and through those that are `rare`, shape (N, D). A
/// step between two samples counts as a jump if bisection cannot make it smaller. Cost: some 10^4 evaluations, and 45
/// for each steep step.
jumps_along jump_positions(cell_coefficients const& of, std::span<double const> period, std::span<double const> rare,
                           std::size_t axis);

/// The fewest equal intervals of [0, 1) with every position at an end of one; 0: more than `largest`.
std::size_t intervals_between(std::vector<double> const& positions, std::size_t largest);

}  // namespace lamina
