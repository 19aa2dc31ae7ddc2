#pragma once

#include <optional>

#include <xtensor/xtensor.hpp>

#include <lamina/homogenize/cell_equation.hpp>

namespace lamina {

/// Two tensors that the effective one of an image lies between, lower <= A* <= upper as quadratic forms, shape (D, D).
struct effective_bracket {
    xt::xtensor<double, 2> lower, upper;
};

/// The bracket of a scalar coefficient that is symmetric and constant on the pixels of a plane: above, the energy of
/// bilinear elements, whose gradients compete with all others; below, that of their turned gradients among the fluxes,
/// which is the bracket's upper side for R A^-1 R^T with the quarter turn R, inverted and turned back. Both hold for
/// the image as it is, at every resolution, to the residual of the solver; their distance falls as the square of what
/// the fields are resolved to. 0 is below where A is singular in a pixel. None for other equations. Cost: four
/// solutions.
std::optional<effective_bracket> bracket_of(cell_equation const& cell, cell_options const& options = {});

}  // namespace lamina
