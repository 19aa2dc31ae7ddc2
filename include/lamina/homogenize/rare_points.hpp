#pragma once

#include <span>
#include <vector>

#include <lamina/dsl/expr/arena.hpp>
#include <lamina/sample/tabulate.hpp>

namespace lamina {

/// Points of the cell where something happens that points scattered over it see seldom or never: a choice by `where`
/// that is made otherwise nearly everywhere, the top of a narrow peak. Shape (N, D), N <= 16. `roots` are scalar nodes
/// with coefficients written out. Every condition, function and power in them is looked at: where less than a 64th of
/// 4096 points see one side of a condition, or the upper or the lower half of the values, the extreme one is searched
/// for on boxes by the ranges that it has there, so that nothing is too small to be found. Tables are left out. Cost:
/// some 10^4 evaluations, and up to 4000 boxes for each extreme.
point_list rare_points(graph::arena const& g, std::span<graph::node_id const> roots, std::span<double const> period,
                       bindings const& known);

}  // namespace lamina
