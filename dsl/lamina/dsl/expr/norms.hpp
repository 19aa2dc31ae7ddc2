#pragma once

#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/expr/tensors.hpp>

namespace lamina {

namespace graph {
/// sqrt(sum_ij A_ij^2), from `hypot`: no square overflows, and the slope at 0 is 0
constexpr node_id norm(arena& g, graph::node_id a) {
    shape const form = g[a].form;
    graph::node_id out = number(g, 0);
    for (int i = 0; i < (form.is_scalar() ? 1 : form.rows); ++i)
        for (int j = 0; j < (form.is_matrix() ? form.cols : 1); ++j)
            out = apply(g, op::hypot, out, entry_of(g, a, i, j));
    return out;
}

/// The determinant of the rows from `row` on and the columns that are left, by the entries of row `row`
constexpr node_id minor(arena& g, graph::node_id a, int row, short_list<int> const& columns) {
    if (columns.size == 0) return number(g, 1);
    id_list terms;
    for (int k = 0; k < columns.size; ++k) {
        short_list<int> rest;
        for (int j = 0; j < columns.size; ++j)
            if (j != k) rest.push(columns[j]);
        graph::node_id const term = product(g, entry_of(g, a, row, columns[k]), minor(g, a, row + 1, rest));
        terms.push(k % 2 == 0 ? term : negative(g, term));
    }
    return sum(g, terms);
}
constexpr node_id determinant(arena& g, graph::node_id a) {
    short_list<int> columns;
    for (int j = 0; j < g[a].form.cols; ++j) columns.push(j);
    return minor(g, a, 0, columns);
}
}  // namespace graph

/// |E|, sqrt(sum_i v_i^2), or sqrt(sum_ij A_ij^2), of a scalar, a vector, or a matrix: `norm(grad(u))`. Its slope at 0
/// is 0, the mean over all directions.
template <class E>
struct norm_t {
    static constexpr shape form{};
    static constexpr int dimension = E::dimension;
    [[no_unique_address]] E of;
    constexpr graph::node_id lower(graph::arena& g) const { return graph::norm(g, of.lower(g)); }
};
template <Expression E>
constexpr auto norm(E const& e) {
    if constexpr (reject::Refused<E>) return reject::nothing{};
    else return norm_t<E>{e};
}

/// The determinant of a square matrix of up to 4 rows, written out: n! products
struct expanded_determinant {
    static constexpr graph::node_id at(graph::arena& g, graph::node_id m, int, int) { return graph::determinant(g, m); }
};
template <Expression E>
constexpr auto det(E const& e) {
    if constexpr (reject::determinant_argument<E>()) return rearranged_t<expanded_determinant, shape{}, E>{e};
    else return reject::nothing{};
}

}  // namespace lamina
