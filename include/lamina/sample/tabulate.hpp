#pragma once

#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

#include <lamina/dsl/calculus/derivative.hpp>
#include <lamina/dsl/expr/symbols.hpp>
#include <lamina/sample/mentioned_names.hpp>
#include <lamina/sample/point_frame.hpp>

namespace lamina {

/// What the names in an equation stand for at run time.
struct bindings {
    std::map<std::string, double> parameters;
    /// Positions that stay where they are while the points vary, by name: the slow x of a cell problem, shape (D,).
    std::map<std::string, std::vector<double>> positions;
    /// A function of position that is known at run time: its value at `x`, shape (D,), differentiated
    /// `derivative[i]` times along coordinate i, shape (D,).
    using field = std::function<double(std::span<double const> x, std::span<int const> derivative)>;
    std::map<std::string, field> fields;

    /// Binds a parameter. Throws std::invalid_argument if it is not among `names` or is bound already; `who` takes it.
    void bind(char const* who, mentioned_names const& names, std::string const& name, double value);
};

/// The scalar expressions `roots` of `g` at points, shape (roots, N). `points` has shape (N, frame.size()), row-major;
/// the coordinates of every position that is not bound are the point's.
/// Throws std::invalid_argument if a parameter or field is not bound, and if a value is not finite: the message
/// names the expression and the point. Cost: one evaluation of each distinct subexpression per point.
std::vector<double> tabulate(graph::arena& g, std::span<int const> roots, std::span<double const> points,
                             point_frame const& frame, bindings const& known);

/// A scalar expression of position and time at points, shape (N, D) or, if it depends on time, (N, D + 1), with
/// parameters by name: shape (N,). Throws as above, and for a parameter that is given twice or that is not in it.
template <Expression E, fixed_string... Names>
std::vector<double> tabulate(E const& e, std::span<double const> points, binding<Names> const&... values) {
    graph::arena g;
    bindings known;
    int const root[]{e.lower(g)};
    mentioned_names names;
    names.add_nodes(g);
    (known.bind("tabulate", names, std::string(Names.view()), values.value), ...);
    return tabulate(g, root, points, {.space = E::dimension, .time = graph::depends_on(g, root[0], g.name("t"))},
                    known);
}

}  // namespace lamina
