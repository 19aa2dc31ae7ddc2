#pragma once

#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

#include <lamina/dsl/expr/arena.hpp>

namespace lamina {

/// What the names in an equation stand for at run time.
struct bindings {
    std::map<std::string, double> parameters;
    /// A function of position that is known at run time: its value at `x`, shape (D,), differentiated
    /// `derivative[i]` times along coordinate i, shape (D,).
    using field = std::function<double(std::span<double const> x, std::span<int const> derivative)>;
    std::map<std::string, field> fields;
    /// Averages over the cell that the equation contains, by the text of the expression.
    std::map<std::string, double> averages;
};

/// The scalar expressions `roots` of `g` at points, shape (roots, N). `points` has shape (N, D), row-major; the
/// coordinates of every position are the point's.
/// Throws std::invalid_argument if a parameter or field is not bound, and if a value is not finite: the message
/// names the expression and the point. Cost: one evaluation of each distinct subexpression per point.
std::vector<double> tabulate(graph::arena& g, std::span<int const> roots, std::span<double const> points,
                             int dimension, bindings const& known);

}  // namespace lamina
