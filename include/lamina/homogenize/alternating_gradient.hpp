#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include <lamina/homogenize/pixel_grid.hpp>

namespace lamina {

/// The one gradient that the corners of an even grid of n_0 x n_1 pixels cannot make: m (-1)^(i + j) at pixel (i, j).
/// The gradients of corner values are its complement to what turned fluxes are, so that without it a* is too large,
/// with it too small. Here it is a further unknown m with the energy m . C m, where C is the geometric mean of the
/// arithmetic and the harmonic mean of A. The scheme then has the duality of two dimensions on every grid, to rounding:
/// a*(R A^-1 R^T) = R a*(A)^-1 R^T for the quarter turn R; a checkerboard has the geometric mean of its phases.
///
/// As a vector it is y = m h sqrt(N), N pixels of size h, so that its equation is of the size of the others.
class alternating_gradient {
public:
    /// Of a scalar equation with symmetric A on an even grid in two dimensions; else `size()` is 0.
    alternating_gradient(cell_equation const& cell, bool symmetric);
    [[nodiscard]] std::size_t size() const { return scale_ > 0 ? 2 : 0; }
    /// m, or 0 where there is none, from the end y of a vector of unknowns
    [[nodiscard]] std::array<double, 2> gradient(std::span<double const> y) const;
    /// The equation of m from sum_p (-1)^(i + j) flux_p
    void balance(std::array<double, 2> const& flux, std::span<double const> y, std::span<double> out) const;
    /// z = inverse of (mean A + C) on r, both in the scaling of y
    void precondition(std::span<double const> r, std::span<double> z) const;

private:
    double scale_ = 0, points_ = 0;  // m = scale y
    std::array<double, 4> stiffness_{}, inverse_{};
};

}  // namespace lamina
