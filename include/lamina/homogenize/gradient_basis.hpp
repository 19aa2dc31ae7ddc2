#pragma once

#include <span>

#include <lamina/homogenize/cell_equation.hpp>

namespace lamina {

/// An orthonormal basis of the gradients that A, one symmetric matrix of shape (m D, m D), sees: all of them, or where
/// m = D and it does not see rotations, the symmetric ones. Shape (m D, m D) or (m D, D (D + 1) / 2), row-major.
xt::xtensor<double, 2> gradient_basis(cell_equation const& cell, std::span<double const> a);

}  // namespace lamina
