#pragma once

#include <vector>

#include <lamina/discretise/collocation_arguments.hpp>
#include <lamina/discretise/generated_problem.hpp>
#include <lamina/discretise/linear_space.hpp>
#include <lamina/network/corner_functions.hpp>

namespace lamina {

/// What solutions are near the corners of a rectangle, powers up to degree `highest`: of one scalar equation without
/// time that is of second order, or of fourth as lap(lap(u)), up to a linear map of the plane, in its derivatives of
/// highest order (linearised at u = 0), with conditions of any kind on both sides.
///   - An exponent mu that is no integer (corner_exponents.hpp) gives z^(mu + i) conj(z)^j, i and j >= 0, for what
///     coefficients that vary and terms of lower order make of it; of fourth order z^(mu + i - 1) conj(z)^j, i + j > 0.
///   - A right side that is resonant, and data of the two sides that no polynomial of degree mu takes, give an integer
///     one: the same times log z.
/// Empty where the equation is another one, where a side has too few conditions or too many, and where nothing but
/// polynomials is found. Cost: the equation at a point and the conditions at a few, and some hundred determinants.
struct corners {
    std::vector<corner> of;
    int order = 0;  ///< of the equation

    /// Of corner k: what the order is more than the lowest degree there, 0 where it is not. Where it is positive,
    /// derivatives of the equation are not bounded.
    [[nodiscard]] double excess(std::size_t k) const;
    [[nodiscard]] bool unbounded() const;
};
corners corners_of(generated_problem const& problem, box const& domain, collocation::arguments const& with,
                   double highest);

/// Products of Chebyshev polynomials and, besides, what solutions are near corners
struct chebyshev_and_corners {
    chebyshev polynomials;
    lamina::corners corners;
};
/// Rows of the equation are multiplied by min(1, 3 d)^excess for each corner, d its distance in units of the shorter
/// side: else derivatives that are not square integrable would fill the sum of their squares.
linear_space space_of(chebyshev_and_corners const& space, box const& domain);

/// The same with the corners of the problem, as in solve(p, domain, with_corners{chebyshev{24}}): powers up to degree
/// `highest`. Throws std::invalid_argument where none are known.
struct with_corners {
    chebyshev polynomials;
    double highest = 7;
};
linear_space space_of(with_corners const& space, box const& domain);

}  // namespace lamina
