#pragma once

#include <cstddef>
#include <tuple>
#include <utility>
#include <vector>

#include <lamina/discretise/linear_space.hpp>

namespace lamina {

/// What `separate` returns of linear spaces
template <LinearSpace... Spaces>
    requires(sizeof...(Spaces) > 0)
struct separate_spaces {
    std::tuple<Spaces...> spaces;
};

/// A linear space for each unknown, in the order in which the equations name them; the components of a vector share
/// one:
///
///     solve(stokes, box({0, 0}, {1, 1}), separate(chebyshev{16}, chebyshev{14}))
///
/// accepted wherever `chebyshev` is. Polynomials and slow polynomials times fast waves, or frozen networks with their
/// scales. Points are those of the largest. Throws std::invalid_argument, where it is given to a problem, for another
/// number of unknowns, and for spaces that depend on the problem.
template <LinearSpace... Spaces>
    requires(sizeof...(Spaces) > 0)
separate_spaces<Spaces...> separate(Spaces... spaces) {
    return {{std::move(spaces)...}};
}

/// The unknowns' own spaces as one
linear_space joined(std::vector<linear_space> spaces);

template <class... Spaces>
linear_space space_of(separate_spaces<Spaces...> const& all, box const& domain) {
    return std::apply([&](auto const&... space) { return joined({space_of(space, domain)...}); }, all.spaces);
}

}  // namespace lamina
