#pragma once

#include <lamina/discretise/linear_space.hpp>
#include <lamina/network/separate.hpp>
#include <lamina/train/fit.hpp>
#include <lamina/train/in_space.hpp>

namespace lamina::solving {

/// Whether the first of further arguments is a space or a network
template <class... Arguments>
inline constexpr bool names_space = false;
template <class First, class... Rest>
inline constexpr bool names_space<First, Rest...> = NetworkSource<First> || LinearSpace<First>;

/// By least squares in a space that is chosen, which is said on standard error: linear problems over one or two axes in
/// polynomials (the first of the degrees 8, 12, 16, 24, ..., 512, over two axes up to 24, from which the next differs
/// by less than 1e-10 of the solution's size at 2,000 points, or else the one that differs least); others, and those
/// that polynomials do not settle, in 300 to 2400 sine waves that are drawn at random, by the same rule, with a scale
/// that is found (feature_scale.hpp); what these do not settle over two axes in polynomials up to degree 48. Throws
/// std::invalid_argument for given points, and std::runtime_error where that difference is above 1e-3, where more than
/// 3e-2 of an equation or 1e-3 of a condition is left, and where unknowns are open: then the solution is not smooth,
/// has features that the functions do not resolve, is one of many, or there is none.
solved in_chosen_space(problem_in_space const& of);

/// Says how a network was trained, on standard error.
void say_trained(fit const& of);

}  // namespace lamina::solving
