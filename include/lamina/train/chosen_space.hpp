#pragma once

#include <lamina/train/in_space.hpp>

namespace lamina::solving {

/// The solution in a space that is chosen, which is said on standard error. What is tried, in this order, until two
/// solutions in spaces that follow each other differ by less than 1e-10 of their size at 2,000 points, or by the
/// accuracy that is asked for; else the one that differs least from the one before:
///   - a linear equation of one variable with coefficients of x / eps: slow polynomials times fast waves by the cell
///   rule
///     (fast_problem.hpp),
///   - one of two variables with coefficients of x / eps alone: polynomials of degree 8, 12, ..., 28, dressed by the
///     two-scale expansion up to order 2, 3, ..., 7 (oscillating_problem.hpp); nothing else, if that is one,
///   - where derivatives of an equation's order are not bounded in the corners of a rectangle (corners.hpp),
///   polynomials
///     of degree 12, 16, ..., 28 and, if that is no solution, up to 40, with the functions of corners; nothing else, if
///     that is one,
///   - over one axis polynomials of degree 8, 12, 16, ..., 512, over two of degree 6, 8, ..., 128 along each, higher
///     where the last coefficients are large (axis_degrees.hpp), up to 1,700 products, of nonlinear problems 700; over
///     two axes until the last of them only those of a parity that a solution before has,
///   - the same up to 28 with the functions of corners, where there are some and polynomials come nearer too slowly;
///     nothing else then,
///   - a problem in time slab by slab (slabs.hpp), which is taken where it reaches the end,
///   - 300, 600 and, over several axes, 1200 and 2400 sine waves that are drawn at random, each time anew, with a scale
///   that is found
///     (feature_scale.hpp),
///   - over two axes polynomials in up to 2,500 products;
/// never more than 3,000 functions for all unknowns. Throws std::invalid_argument for given points, and
/// no_solution where that difference is above 1e-3, where more than 3e-2 of an equation or 1e-3 of a condition
/// is left, and where unknowns are open: then the solution is not smooth, has features that the functions do not
/// resolve, is one of many, or there is none.
solved in_chosen_space(problem_in_space const& of);

}  // namespace lamina::solving
