#pragma once

#include <lamina/discretise/corners.hpp>
#include <lamina/discretise/linear_space.hpp>

namespace lamina {

/// Products of Chebyshev polynomials and, besides, what solutions are near corners
struct chebyshev_and_corners {
    chebyshev polynomials;
    singular_corners corners;
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
