#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <lamina/train/remainder.hpp>

namespace lamina::solving {

/// A linear problem A c = b for the coefficients of functions, which are known by their values at probes, too
struct probed_rows {
    std::size_t rows, functions, probes;
    std::vector<double> columns;    ///< A, shape (rows, functions), by columns
    std::vector<double> right;      ///< b
    std::vector<double> at_probes;  ///< shape (functions, probes)
};

/// How little another function leaves that could be added to the solution c: with v the function for which a random
/// functional of the values at the probes is 1 and |A v| is least, scaled to the size of the solution there,
///     |A v| / min(|b|, size of the solution),
/// where a 0 below the line counts as 1. Some tenths where the problem is well posed; where its solution is one of
/// many, what the functions do not resolve of another one, so that it falls with more functions. Rows must be scaled so
/// that a function of size 1 leaves about 1 of each equation. Cost: one least squares.
double freedom(probed_rows const& of, std::span<double const> c);

/// The same of a solution, its system linearised there
double freedom(result const& found);

/// Whether another solution can be added to one of a space or a network that was named, which leaves about as little
/// of the equations as this one does: a freedom of 1e-5 to rounding, where it is some tenths if there is no other
bool is_one_of_many(double freedom, remainder const& left);

/// The size that each equation has by the size of its unknowns, shape (equations,): the least root mean square of a
/// column of its rows of J, shape (rows, parameters) by columns, that is not 0
std::vector<double> sizes_of_equations(residual_system<double> const& system, std::span<double const> j,
                                       std::size_t equations);

}  // namespace lamina::solving
