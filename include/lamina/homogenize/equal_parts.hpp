#pragma once

#include <lamina/homogenize/cell_coefficients.hpp>

namespace lamina {

/// Into how many equal parts a cell falls along each axis: shape (D,), 0 for an axis along which nothing varies. The
/// cell of 2 + sin(2 pi 1000 y) is a thousand of the cell of 2 + sin(2 pi y), and so are its correctors. Looks for
/// prime factors below 4096 in one dimension and 256 in more, and compares the coefficients at `count` scattered points
/// and at those that are `rare`, shape (N, D), with those some parts further on, to 1e-11 of the largest: a function
/// that shows nothing but a constant there is taken for one. Cost: some multiples of `count` evaluations.
std::vector<std::size_t> equal_parts(cell_coefficients const& of, std::span<double const> period, std::size_t count,
                                     std::span<double const> rare);

}  // namespace lamina
