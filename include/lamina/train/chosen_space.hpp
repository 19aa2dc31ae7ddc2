#pragma once

#include <type_traits>

#include <lamina/discretise/collocation_arguments.hpp>
#include <lamina/discretise/generated_problem.hpp>
#include <lamina/network/separate.hpp>
#include <lamina/sample/chebyshev.hpp>
#include <lamina/train/fit.hpp>
#include <lamina/train/remainder.hpp>

namespace lamina::solving {

/// Whether the first of further arguments is a space or a network
template <class... Arguments>
inline constexpr bool names_space = false;
template <class First, class... Rest>
inline constexpr bool names_space<First, Rest...> = NetworkSource<First> || std::is_same_v<First, chebyshev>;

/// By least squares in a space of polynomials, at Chebyshev points, twice as many as the degree along each axis, and
/// clustered ones on the sides, unless others are given. Says on standard error where it leaves more than 1e-6 of an
/// equation or condition, and where unknowns are open. Throws std::runtime_error where it leaves more than 0.3 of an
/// equation or 0.1 of a condition.
result in_space(generated_problem const& problem, bool linear, box const& space, chebyshev const& polynomials,
                collocation::arguments with);

/// The same, for a linear problem over one or two axes, in the first of the degrees 8, 12, 16, 24, ..., 512 (over two
/// axes up to 40) from which the next differs by less than 1e-10 of the solution's size at 2,000 points, or else in the
/// one that differs least. The choice is said on standard error. Throws std::invalid_argument for given points, and
/// std::runtime_error where that difference is above 1e-3, where more than 3e-2 of an equation or 1e-3 of a condition
/// is left, and where unknowns are open: then the solution is not smooth, has features that polynomials do not resolve,
/// is one of many, or there is none.
result in_chosen_space(generated_problem const& problem, box const& space, collocation::arguments const& with);

/// Says how a network was trained, on standard error.
void say_trained(fit const& of);

}  // namespace lamina::solving
