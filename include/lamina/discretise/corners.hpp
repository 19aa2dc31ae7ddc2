#pragma once

#include <vector>

#include <lamina/discretise/collocation_arguments.hpp>
#include <lamina/discretise/generated_problem.hpp>
#include <lamina/network/corner_functions.hpp>

namespace lamina {

/// Those of a rectangle that have functions
struct singular_corners {
    std::vector<singular_corner> of;
    int order = 0;  ///< of the equation

    /// Of corner k: what the order is more than the lowest degree there, 0 where it is not. Where it is positive,
    /// derivatives of the equation are not bounded.
    [[nodiscard]] double excess(std::size_t k) const;
    [[nodiscard]] bool unbounded() const;
};
/// What solutions are near the corners of a rectangle, powers up to degree `highest`: of one scalar equation without
/// time that is of second order, or of fourth as lap(lap(u)), up to a linear map of the plane, in its derivatives of
/// highest order (linearised at u = 0), with conditions of any kind on both sides.
///   - An exponent mu that is no integer (corner_exponents.hpp) gives z^(mu + i) conj(z)^j, i and j >= 0, for what
///     coefficients that vary and terms of lower order make of it; of fourth order z^(mu + i - 1) conj(z)^j, i + j > 0.
///   - A right side that is resonant, and data of the two sides that no polynomial of degree mu takes, give an integer
///     one: the same times log z.
/// Empty where the equation is another one, where a side has too few conditions or too many, and where nothing but
/// polynomials is found. Cost: the equation at a point and the conditions at a few, and some hundred determinants.
singular_corners corners_of(generated_problem const& problem, box const& domain, collocation::arguments const& with,
                            double highest);

}  // namespace lamina
