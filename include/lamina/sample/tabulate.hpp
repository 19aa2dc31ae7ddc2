#pragma once

#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include <lamina/dsl/calculus/derivative.hpp>
#include <lamina/dsl/expr/symbols.hpp>
#include <lamina/dsl/expr/lowered_expression.hpp>
#include <lamina/sample/bindings.hpp>
#include <lamina/sample/point_frame.hpp>
#include <lamina/sample/points_view.hpp>
#include <lamina/sample/values_at_points.hpp>

namespace lamina {

/// The scalar expressions `roots` of `g` at points, shape (roots, N). `points` has shape (N, frame.size()), row-major;
/// the coordinates of every position that is not bound are the point's.
/// Throws std::invalid_argument if a parameter or field is not bound, if a coordinate is not one of the point's, and if
/// a coordinate or a value is not finite: the message names the expression and the point. Cost: one evaluation of each
/// distinct subexpression per point, whether of one root or of several.
xt::xtensor<double, 2> tabulate(graph::arena& g, std::span<graph::node_id const> roots, std::span<double const> points,
                                point_frame const& frame, bindings const& known);

/// Values of parameters by name
using named_values = std::vector<std::pair<std::string_view, double>>;

/// All components of an expression, row by row, shape (components, N), with a position of dimension `space` (0:
/// none). A last column of points more than `space` is time, whether the expression depends on it or not. Throws
/// std::invalid_argument if neither the expression nor the points say how many columns there are, for another number of
/// them, and for a parameter that is given twice or that is not in it.
xt::xtensor<double, 2> tabulate(lowered_expression const& of, int space, points_view points,
                                named_values const& values);

/// An expression of position and time at points, shape (N, D) or with time last (N, D + 1), with parameters by name:
/// of a scalar shape (N,), of an m-vector shape (N, m), of an m x n matrix shape (N, m, n). Flat numbers (see
/// points_view) have a column for time only if the expression depends on it. Throws as above, and for a parameter that
/// is given twice or that is not in it.
template <Expression E, fixed_string... Names>
auto tabulate(E const& e, points_view points, binding<Names> const&... values) {
    named_values const known{{Names.view(), values.value}...};
    return values_at_points<E::form>(tabulate(lowered_expression_of(e), E::dimension, points, known));
}

}  // namespace lamina
