#pragma once

#include <lamina/dsl/expr/function_table.hpp>
#include <lamina/dsl/expr/normal_form.hpp>

/// Canonical constructors of functions, tensors and differential operators, from those of sums and products.
namespace lamina::graph {

constexpr node_id apply(arena& g, op kind, node_id x, node_id y = node_id::none);

/// x of |x| and of -x, else `id`: the same for what is even
constexpr node_id unsigned_of(arena& g, node_id id) {
    if (g[id].kind == op::abs) return g.child(id, 0);
    return g[id].kind != op::sum && split_factor(g, id).factor.n < 0 ? negative(g, id) : id;
}

/// What an elementary function is at once, by rules of its own; none: nothing of the kind
constexpr node_id simpler(arena& g, op kind, node_id x, node_id y) {
    if (kind == op::abs)
        return is_nonnegative(g, x) || !(split_factor(g, x).factor == rational{1}) ? absolute(g, x) : node_id::none;
    if (kind == op::sign && split_factor(g, x).factor.n > 0 && !(split_factor(g, x).factor == rational{1}))
        return apply(g, kind, split_factor(g, x).rest);
    if ((kind == op::min || kind == op::max) && x == y) return x;
    if (kind == op::hypot && (unsigned_of(g, x) != x || unsigned_of(g, y) != y))
        return apply(g, kind, unsigned_of(g, x), unsigned_of(g, y));
    if (kind == op::hypot && (is_zero(g, x) || is_zero(g, y))) return absolute(g, is_zero(g, x) ? y : x);
    if (kind == op::pow && is_number(g, y)) return power(g, x, value_of(g, y));
    if (kind == op::pow && is_number(g, x, 1)) return x;
    return node_id::none;
}

/// An elementary function, with the values that its row tells, its symmetry, and the order of its arguments
constexpr node_id apply(arena& g, op kind, node_id x, node_id y) {
    if (node_id const known = simpler(g, kind, x, y); known != node_id::none) return known;
    elementary::description const& f = elementary::describe(kind);
    if (f.at_zero >= 0 && is_zero(g, x)) return number(g, f.at_zero);
    if (f.at_one >= 0 && is_number(g, x, 1)) return number(g, f.at_one);
    if (f.parity != elementary::symmetry::none) {
        bool const odd = f.parity == elementary::symmetry::odd;
        if (node_id const positive = unsigned_of(g, x); positive != x && !(odd && g[x].kind == op::abs))
            return odd ? negative(g, apply(g, kind, positive)) : apply(g, kind, positive);
    }
    id_list arguments = ids(x);
    if (y != node_id::none) arguments.push(y);
    if (f.commutes && compare(g, y, x) < 0) arguments[0] = y, arguments[1] = x;
    return g.add({.kind = kind}, arguments);
}
constexpr node_id apply(arena& g, op kind, id_list const& arguments) {
    return apply(g, kind, arguments[0], arguments.size > 1 ? arguments[1] : node_id::none);
}

/// f where p and q compare so, else g
constexpr node_id where(arena& g, relation compare, node_id p, node_id q, node_id then, node_id otherwise) {
    if (then == otherwise) return then;
    bool const or_equal = compare != relation::less;
    if (p == q) return or_equal ? then : otherwise;
    if (is_number(g, p) && is_number(g, q)) {
        rational const l = value_of(g, p), r = value_of(g, q);
        return (compare != relation::equal && l < r) || (or_equal && l == r) ? then : otherwise;
    }
    return g.add({.kind = op::where, .a = static_cast<long>(compare)}, ids(p, q, then, otherwise));
}

constexpr relation relation_of(node const& choice) {
    return static_cast<relation>(choice.a);
}
/// True for a choice that only fills in a limit (see `relation`).
constexpr bool is_limit(node const& n) {
    return n.kind == op::where && relation_of(n) == relation::equal;
}

/// p . q of vectors, in canonical order
constexpr node_id dot(arena& g, node_id p, node_id q) {
    if (is_zero(g, p) || is_zero(g, q)) return number(g, 0);
    return g.add({.kind = op::dot}, compare(g, p, q) <= 0 ? ids(p, q) : ids(q, p));
}

constexpr node_id unit(arena& g, int j, int dimension) {
    return g.add({.kind = op::unit, .a = j, .form = {dimension, 0}});
}
/// e_i e_j^T
constexpr node_id unit_matrix(arena& g, int i, int j, shape form) {
    return g.add({.kind = op::unit, .a = i, .b = j, .form = form});
}
constexpr node_id coordinate(arena& g, name_id name, int component, int dimension) {
    return g.add({.kind = op::coordinate, .name = name, .a = component, .b = dimension});
}
/// The position `name`: its one coordinate in one dimension, else the vector of them.
constexpr node_id position(arena& g, name_id name, int dimension) {
    if (dimension == 1) return coordinate(g, name, 0, 1);
    return g.add({.kind = op::position, .name = name, .b = dimension, .form = {dimension, 0}});
}

/// The shape of grad, div or lap of what has the shape `of`
constexpr shape form_of_differential(op kind, int dimension, shape of) {
    if (kind == op::grad) return of.is_scalar() ? shape{dimension, 0} : shape{of.rows, dimension};
    if (kind == op::div) return of.is_matrix() ? shape{of.rows, 0} : shape{};
    return of;
}
/// grad, div or lap of `child` with respect to the position `name`
constexpr node_id differential(arena& g, op kind, name_id name, int dimension, node_id child) {
    shape const form = form_of_differential(kind, dimension, g[child].form);
    if (is_zero(g, child)) return zero(g, form);
    if (kind == op::div && g[child].kind == op::grad && g[child].name == name)
        return differential(g, op::lap, name, dimension, g.child(child, 0));
    split_term const t = split_factor(g, child);
    if (!(t.factor == rational{1})) return scaled(g, t.factor, differential(g, kind, name, dimension, t.rest));
    return g.add({.kind = kind, .name = name, .b = dimension, .form = form}, ids(child));
}

/// grad f, and div f, along the position `name`
constexpr node_id gradient(arena& g, name_id name, int dimension, node_id f) {
    return differential(g, op::grad, name, dimension, f);
}
constexpr node_id divergence(arena& g, name_id name, int dimension, node_id f) {
    return differential(g, op::div, name, dimension, f);
}

/// Average of `child` over the cell of the position `name`
constexpr node_id mean(arena& g, name_id name, int dimension, node_id child) {
    shape const form = g[child].form;
    if (is_number(g, child)) return child;
    split_term const t = split_factor(g, child);
    if (!(t.factor == rational{1})) return scaled(g, t.factor, mean(g, name, dimension, t.rest));
    return g.add({.kind = op::mean, .name = name, .b = dimension, .form = form}, ids(child));
}

/// The partial derivative of `child` along the coordinates, kept as a node: its order does not matter.
constexpr node_id partial(arena& g, node_id child, id_list along) {
    if (is_number(g, child)) return zero(g);
    if (g[child].kind == op::partial) {
        for (int k = 1; k < g[child].count; ++k) along.push(g.child(child, k));
        child = g.child(child, 0);
    }
    for (int i = 1; i < along.size; ++i)
        for (int j = i; j > 0 && compare(g, along[j], along[j - 1]) < 0; --j) {
            node_id const swap = along[j];
            along[j] = along[j - 1], along[j - 1] = swap;
        }
    if (along.size == 0) return child;
    id_list all = ids(child);
    for (int k = 0; k < along.size; ++k) all.push(along[k]);
    return g.add({.kind = op::partial}, all);
}

}  // namespace lamina::graph
