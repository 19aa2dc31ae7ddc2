#pragma once

#include <cstddef>
#include <vector>

#include <lamina/discretise/prepare.hpp>
#include <lamina/dsl/terms/lowered_problem.hpp>
#include <lamina/rows/collocated_system.hpp>
#include <lamina/sample/place_points.hpp>
#include <lamina/sample/quadrature.hpp>

namespace lamina::collocation {

/// The points of a mean over the domain, with their weights: those for periodic functions where it is of one
quadrature points_of_mean(lowered_condition const& mean, box const& domain, point_choice const& points);

/// A part of a system that holds at places or averages, and its condition
struct part_of_condition {
    std::size_t part, condition;
};

/// What is laid where
struct laying {
    point_choice points;
    side_points sides;
    std::vector<measurements> measured;
};

/// What `resample` and `move_to` do to the system of a problem. By the one the equations, its first part, means and,
/// where sides are random, conditions at places go to points that are laid anew, with tables and weights of their own
/// there, by the other the equations alone to those given; other conditions at places stay where they are. The same
/// parts `in_float`, none or all, which live as long as the system, go where its own go. Throws as
/// `laid_anew` and `given_points`, for another number of points, and as `collocate` for what is not finite or not
/// coercive there.
collocated_system<double>::point_layer points_anew(lowered_problem const& problem, box const& domain, laying how,
                                                   bindings const& known, network_inputs const& inputs,
                                                   std::vector<part_of_condition> conditions,
                                                   std::vector<residual_part<float>*> in_float = {});

}  // namespace lamina::collocation
