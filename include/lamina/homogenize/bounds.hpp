#pragma once

#include <optional>
#include <span>
#include <vector>

#include <xtensor/xtensor.hpp>

#include <lamina/homogenize/cell_equation.hpp>

namespace lamina {

/// Where a number lies: from `lower` to `upper`
struct enclosure {
    double lower, upper;
    [[nodiscard]] bool contains(double v) const { return lower <= v && v <= upper; }
    [[nodiscard]] double width() const { return upper - lower; }
};

/// Where each entry of a tensor lies, shapes (m D, m D)
struct tensor_enclosure {
    xt::xtensor<double, 2> lower, upper;
};

/// What the effective tensor A* of a cell with symmetric A lies between whatever the geometry, in the order of
/// quadratic forms: lower <= A* <= upper.
struct effective_bounds {
    xt::xtensor<double, 2> lower;  ///< Reuss: mean(A^-1)^-1, shape (m D, m D); 0 where A is singular somewhere
    xt::xtensor<double, 2> upper;  ///< Voigt: mean(A), shape (m D, m D)
    /// Hashin and Shtrikman (1963), in Walpole's form, if A is isotropic at every point: what an effective medium that
    /// is isotropic too lies between. Of a scalar, a*; of elasticity, the bulk modulus lambda + 2 mu / D and the shear
    /// modulus. Else empty.
    std::vector<enclosure> isotropic;
};

/// The bounds of the effective tensor from the values of A; none if A is not symmetric or there is drift or transport.
/// Where m = D and A does not see rotations, inverses are those on symmetric gradients.
std::optional<effective_bounds> bounds_of(cell_equation const& cell);

/// Throws std::runtime_error, with the value, if A*, shape (m D, m D), is outside of the bounds of Voigt and Reuss by
/// more than `tolerance` of the upper one: then it was not solved.
void check_bounds(effective_bounds const& bounds, std::span<double const> effective, double tolerance);

}  // namespace lamina
