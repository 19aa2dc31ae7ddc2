#pragma once

#include <lamina/dsl/expr/arena.hpp>
#include <lamina/dsl/expr/order.hpp>

/// Canonical constructors: whoever makes a sum, a product or a power makes it flat, ordered and simplified.
namespace lamina::graph {

constexpr int number(arena& g, rational r) { return g.add({.kind = op::number, .a = r.n, .b = r.d}); }

constexpr bool is_number(arena const& g, int id) { return g[id].kind == op::number; }
constexpr bool is_number(arena const& g, int id, rational r) {
    return is_number(g, id) && g[id].a == r.n && g[id].b == r.d;
}
constexpr rational value_of(arena const& g, int id) { return {g[id].a, g[id].b}; }

constexpr int zero(arena& g, shape form = {}) {
    return g.add({.kind = op::number, .a = 0, .b = 1, .form = form});
}
constexpr bool is_zero(arena const& g, int id) { return g[id].kind == op::number && g[id].a == 0; }

constexpr int product(arena& g, id_list const& factors);

/// A term as rational times the rest; the rest of a plain number is 1.
struct split_term {
    rational factor{1};
    int rest = -1;
};

constexpr split_term split_factor(arena& g, int id) {
    if (is_number(g, id)) return {value_of(g, id), number(g, 1)};
    if (g[id].kind == op::product && is_number(g, g.child(id, 0))) {
        id_list rest;
        for (int k = 1; k < g[id].count; ++k) rest.push(g.child(id, k));
        rational const r = value_of(g, g.child(id, 0));
        if (rest.size == 1) return {r, rest[0]};
        node n = g[id];
        return {r, g.add({.kind = op::product, .form = n.form}, rest)};
    }
    return {1, id};
}

/// rational * id, where id carries no rational factor of its own
constexpr int scaled(arena& g, rational r, int id) {
    if (r == rational{1}) return id;
    if (r == rational{0}) return zero(g, g[id].form);
    if (is_number(g, id)) return number(g, r * value_of(g, id));
    id_list all;
    all.push(number(g, r));
    shape const form = g[id].form;
    if (g[id].kind == op::product)
        for (int k = 0; k < g[id].count; ++k) all.push(g.child(id, k));
    else
        all.push(id);
    return g.add({.kind = op::product, .form = form}, all);
}

/// A value that the user wrote. Where literals count by value, -0.3 is -1 times 0.3.
constexpr int literal(arena& g, double value) {
    if (g.literals_by_value && value < 0) return scaled(g, -1, g.literal(-value));
    return g.literal(value);
}

/// The sum of the terms: flat, like terms collected, unknowns first.
constexpr int sum(arena& g, id_list const& terms) {
    id_list rest;
    rational_list factor;
    shape form{};
    auto collect = [&](auto& self, int id) -> void {
        if (g[id].kind == op::sum) {
            for (int k = 0; k < g[id].count; ++k) self(self, g.child(id, k));
            return;
        }
        if (!g[id].form.is_scalar()) form = g[id].form;
        if (is_zero(g, id)) return;
        split_term const t = split_factor(g, id);
        for (int k = 0; k < rest.size; ++k)
            if (rest[k] == t.rest) {
                factor.set(k, factor[k] + t.factor);
                return;
            }
        factor.set(rest.size, t.factor);
        rest.push(t.rest);
    };
    for (int k = 0; k < terms.size; ++k) collect(collect, terms[k]);
    for (int i = 1; i < rest.size; ++i)
        for (int j = i; j > 0 && compare_terms(g, rest[j], rest[j - 1]) < 0; --j) {
            int const swap = rest[j];
            rational const f = factor[j];
            rest[j] = rest[j - 1], rest[j - 1] = swap;
            factor.set(j, factor[j - 1]);
            factor.set(j - 1, f);
        }
    id_list out;
    for (int k = 0; k < rest.size; ++k)
        if (!(factor[k] == rational{0}))
            out.push(scaled(g, factor[k], rest[k]));
    if (out.size == 0) return zero(g, form);
    if (out.size == 1) return out[0];
    return g.add({.kind = op::sum, .form = form}, out);
}

constexpr int sum(arena& g, int p, int q) {
    id_list both;
    both.push(p), both.push(q);
    return sum(g, both);
}

/// base ^ r for a rational r. Integer powers reach into products and powers; others do not (sqrt(x^2) is |x|).
constexpr int power(arena& g, int base, rational r) {
    if (r == rational{0}) return number(g, 1);
    if (r == rational{1}) return base;
    if (is_number(g, base)) {
        if (r.is_integer() && !(is_zero(g, base) && r.n < 0)) return number(g, power(value_of(g, base), r.n));
        if (is_number(g, base, 1)) return base;
    }
    if (g[base].kind == op::power && r.is_integer())
        return power(g, g.child(base, 0), rational{g[base].a, g[base].b} * r);
    if (g[base].kind == op::product && r.is_integer()) {
        id_list out;
        for (int k = 0; k < g[base].count; ++k) out.push(power(g, g.child(base, k), r));
        return product(g, out);
    }
    id_list child;
    child.push(base);
    return g.add({.kind = op::power, .a = r.n, .b = r.d}, child);
}

/// The product of the factors: flat, scalars ordered and collected into powers, then tensors and the vector in
/// the order in which they stand. A rational distributes over a sum that is its only partner.
constexpr int product(arena& g, id_list const& factors) {
    rational number_part{1};
    id_list base, tensors;
    rational_list exponent;
    bool vanishes = false;
    int rows = 0, cols = 0;
    auto collect = [&](auto& self, int id) -> void {
        if (g[id].kind == op::product) {
            for (int k = 0; k < g[id].count; ++k) self(self, g.child(id, k));
            return;
        }
        if (!g[id].form.is_scalar()) {
            if (tensors.size == 0) rows = g[id].form.rows;
            cols = g[id].form.cols;
            if (is_zero(g, id)) vanishes = true;
            tensors.push(id);
            return;
        }
        if (is_number(g, id)) {
            number_part = number_part * value_of(g, id);
            return;
        }
        bool const raised = g[id].kind == op::power;
        int const b = raised ? g.child(id, 0) : id;
        rational const e = raised ? rational{g[id].a, g[id].b} : rational{1};
        for (int k = 0; k < base.size; ++k)
            if (base[k] == b) {
                exponent.set(k, exponent[k] + e);
                return;
            }
        exponent.set(base.size, e);
        base.push(b);
    };
    for (int k = 0; k < factors.size; ++k) collect(collect, factors[k]);
    shape const form{rows, tensors.size == 0 ? 0 : cols};
    if (vanishes || number_part == rational{0}) return zero(g, form);
    id_list scalars;
    for (int k = 0; k < base.size; ++k) {
        int const p = power(g, base[k], exponent[k]);
        if (is_number(g, p)) number_part = number_part * value_of(g, p);
        else if (g[p].kind == op::product)
            for (int j = 0; j < g[p].count; ++j) scalars.push(g.child(p, j));
        else scalars.push(p);
    }
    for (int i = 1; i < scalars.size; ++i)
        for (int j = i; j > 0 && compare(g, scalars[j], scalars[j - 1]) < 0; --j) {
            int const swap = scalars[j];
            scalars[j] = scalars[j - 1], scalars[j - 1] = swap;
        }
    id_list out;
    for (int k = 0; k < scalars.size; ++k) out.push(scalars[k]);
    for (int k = 0; k < tensors.size; ++k) out.push(tensors[k]);
    if (out.size == 0) return number(g, number_part);
    if (out.size == 1 && g[out[0]].kind == op::sum && !(number_part == rational{1})) {
        id_list terms;
        for (int k = 0; k < g[out[0]].count; ++k) {
            split_term const t = split_factor(g, g.child(out[0], k));
            terms.push(scaled(g, t.factor * number_part, t.rest));
        }
        return sum(g, terms);
    }
    int const rest = out.size == 1 ? out[0] : g.add({.kind = op::product, .form = form}, out);
    return scaled(g, number_part, rest);
}

constexpr int product(arena& g, int p, int q) {
    id_list both;
    both.push(p), both.push(q);
    return product(g, both);
}
constexpr int negative(arena& g, int p) { return product(g, number(g, -1), p); }
constexpr int difference(arena& g, int p, int q) { return sum(g, p, negative(g, q)); }
constexpr int quotient(arena& g, int p, int q) { return product(g, p, power(g, q, -1)); }

/// exp, log, sin, cos, tan, tanh, with the values at 0 and 1 and the symmetry of odd and even functions.
constexpr int apply(arena& g, op kind, int x) {
    if (is_zero(g, x) && kind != op::log) return number(g, kind == op::exp || kind == op::cos ? 1 : 0);
    if (kind == op::log && is_number(g, x, 1)) return number(g, 0);
    bool const odd = kind == op::sin || kind == op::tan || kind == op::tanh;
    if (odd || kind == op::cos) {
        split_term const t = split_factor(g, x);
        if (t.factor.n < 0 && g[x].kind != op::sum) {
            int const positive = apply(g, kind, negative(g, x));
            return odd ? negative(g, positive) : positive;
        }
    }
    id_list child;
    child.push(x);
    return g.add({.kind = kind}, child);
}

/// f where p < q (or_equal: p <= q), else g
constexpr int where(arena& g, bool or_equal, int p, int q, int then, int otherwise) {
    if (then == otherwise) return then;
    if (p == q) return or_equal ? then : otherwise;
    if (is_number(g, p) && is_number(g, q)) {
        rational const l = value_of(g, p), r = value_of(g, q);
        return l < r || (or_equal && l == r) ? then : otherwise;
    }
    id_list all;
    all.push(p), all.push(q), all.push(then), all.push(otherwise);
    return g.add({.kind = op::where, .a = or_equal ? 1 : 0}, all);
}

/// p . q of vectors, in canonical order
constexpr int dot(arena& g, int p, int q) {
    if (is_zero(g, p) || is_zero(g, q)) return number(g, 0);
    id_list both;
    if (compare(g, p, q) <= 0) both.push(p), both.push(q);
    else both.push(q), both.push(p);
    return g.add({.kind = op::dot}, both);
}

constexpr int unit(arena& g, int j, int dimension) {
    return g.add({.kind = op::unit, .a = j, .form = {dimension, 0}});
}
/// e_i e_j^T
constexpr int unit_matrix(arena& g, int i, int j, shape form) {
    return g.add({.kind = op::unit, .a = i, .b = j, .form = form});
}
constexpr int coordinate(arena& g, int name, int component, int dimension) {
    return g.add({.kind = op::coordinate, .name = name, .a = component, .b = dimension});
}
/// The position `name`: its one coordinate in one dimension, else the vector of them.
constexpr int position(arena& g, int name, int dimension) {
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
constexpr int differential(arena& g, op kind, int name, int dimension, int child) {
    shape const form = form_of_differential(kind, dimension, g[child].form);
    if (is_zero(g, child)) return zero(g, form);
    if (kind == op::div && g[child].kind == op::grad && g[child].name == name)
        return differential(g, op::lap, name, dimension, g.child(child, 0));
    split_term const t = split_factor(g, child);
    if (!(t.factor == rational{1}))
        return scaled(g, t.factor, differential(g, kind, name, dimension, t.rest));
    id_list one;
    one.push(child);
    return g.add({.kind = kind, .name = name, .b = dimension, .form = form}, one);
}

/// Average of `child` over the cell of the position `name`
constexpr int mean(arena& g, int name, int dimension, int child) {
    shape const form = g[child].form;
    if (is_number(g, child)) return child;
    split_term const t = split_factor(g, child);
    if (!(t.factor == rational{1})) return scaled(g, t.factor, mean(g, name, dimension, t.rest));
    id_list one;
    one.push(child);
    return g.add({.kind = op::mean, .name = name, .b = dimension, .form = form}, one);
}

/// The partial derivative of `child` along the coordinates, kept as a node: its order does not matter.
constexpr int partial(arena& g, int child, id_list along) {
    if (is_number(g, child)) return zero(g);
    if (g[child].kind == op::partial) {
        for (int k = 1; k < g[child].count; ++k) along.push(g.child(child, k));
        child = g.child(child, 0);
    }
    for (int i = 1; i < along.size; ++i)
        for (int j = i; j > 0 && compare(g, along[j], along[j - 1]) < 0; --j) {
            int const swap = along[j];
            along[j] = along[j - 1], along[j - 1] = swap;
        }
    if (along.size == 0) return child;
    id_list all;
    all.push(child);
    for (int k = 0; k < along.size; ++k) all.push(along[k]);
    return g.add({.kind = op::partial}, all);
}

}  // namespace lamina::graph
