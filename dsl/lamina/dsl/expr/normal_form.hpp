#pragma once

#include <lamina/dsl/expr/arena.hpp>
#include <lamina/dsl/expr/function_table.hpp>
#include <lamina/dsl/expr/order.hpp>

/// Canonical constructors: whoever makes a sum, a product or a power makes it flat, ordered and simplified.
namespace lamina::graph {

constexpr node_id number(arena& g, rational r) { return g.add({.kind = op::number, .a = r.n, .b = r.d}); }

constexpr bool is_number(arena const& g, node_id id) { return g[id].kind == op::number; }
constexpr bool is_number(arena const& g, node_id id, rational r) {
    return is_number(g, id) && g[id].a == r.n && g[id].b == r.d;
}
constexpr rational value_of(arena const& g, node_id id) { return {g[id].a, g[id].b}; }

constexpr node_id zero(arena& g, shape form = {}) {
    return g.add({.kind = op::number, .a = 0, .b = 1, .form = form});
}
constexpr bool is_zero(arena const& g, node_id id) { return g[id].kind == op::number && g[id].a == 0; }

constexpr node_id product(arena& g, id_list const& factors);

/// A term as rational times the rest; the rest of a plain number is 1.
struct split_term {
    rational factor{1};
    node_id rest = node_id::none;
};

constexpr split_term split_factor(arena& g, node_id id) {
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
constexpr node_id scaled(arena& g, rational r, node_id id) {
    if (r == rational{1}) return id;
    if (r == rational{0}) return zero(g, g[id].form);
    if (is_number(g, id)) return number(g, r * value_of(g, id));
    id_list all = ids(number(g, r));
    shape const form = g[id].form;
    if (g[id].kind == op::product)
        for (int k = 0; k < g[id].count; ++k) all.push(g.child(id, k));
    else
        all.push(id);
    return g.add({.kind = op::product, .form = form}, all);
}

/// A value that the user wrote. Where literals count by value, -0.3 is -1 times 0.3.
constexpr node_id literal(arena& g, double value) {
    if (g.literals_by_value && value < 0) return scaled(g, -1, g.literal(-value));
    return g.literal(value);
}

/// The sum of the terms: flat, like terms collected, unknowns first.
constexpr node_id sum(arena& g, id_list const& terms) {
    id_list rest;
    rational_list factor;
    shape form{};
    auto collect = [&](auto& self, node_id id) -> void {
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
        rest.push(t.rest);  // throws where there is no room
        factor.set(rest.size - 1, t.factor);
    };
    for (int k = 0; k < terms.size; ++k) collect(collect, terms[k]);
    for (int i = 1; i < rest.size; ++i)
        for (int j = i; j > 0 && compare_terms(g, rest[j], rest[j - 1]) < 0; --j) {
            node_id const swap = rest[j];
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

constexpr node_id sum(arena& g, node_id p, node_id q) {
    return sum(g, ids(p, q));
}

constexpr node_id power(arena& g, node_id base, rational r);

/// True if no real numbers make `id` negative, as far as its structure tells.
constexpr bool is_nonnegative(arena const& g, node_id id) {
    node const n = g[id];
    if (n.kind == op::number) return n.a >= 0;
    if (n.kind == op::power && (n.b % 2 == 0 || n.a % 2 == 0)) return true;
    if (elementary::is_function(n.kind)) return elementary::describe(n.kind).nonnegative;
    if (n.kind != op::sum && n.kind != op::product && n.kind != op::power) return false;
    for (int k = 0; k < n.count; ++k)
        if (!is_nonnegative(g, g.child(id, k))) return false;
    return true;
}

/// |x|: rational factors leave it
constexpr node_id absolute(arena& g, node_id x) {
    if (is_nonnegative(g, x)) return x;
    split_term const t = split_factor(g, x);
    rational const factor{t.factor.n < 0 ? -t.factor.n : t.factor.n, t.factor.d};
    if (is_number(g, x)) return number(g, factor);
    return scaled(g, factor, is_nonnegative(g, t.rest) ? t.rest : g.add({.kind = op::abs}, ids(t.rest)));
}

/// True for an even power, which is |base| ^ a as well.
constexpr bool is_even_power(arena const& g, node_id id) {
    return g[id].kind == op::power && g[id].b == 1 && g[id].a % 2 == 0;
}

/// base ^ r for a rational r that is no integer: even powers leave it as powers of |x|, sqrt(x^2) is |x|.
constexpr node_id root(arena& g, node_id base, rational r) {
    if (is_even_power(g, base)) return power(g, absolute(g, g.child(base, 0)), rational{g[base].a} * r);
    if (g[base].kind == op::product) {
        id_list outside, inside;
        for (int k = 0; k < g[base].count; ++k)
            (is_even_power(g, g.child(base, k)) ? outside : inside).push(g.child(base, k));
        if (outside.size > 0) {
            for (int k = 0; k < outside.size; ++k) outside[k] = root(g, outside[k], r);
            outside.push(power(g, product(g, inside), r));
            return product(g, outside);
        }
    }
    return g.add({.kind = op::power, .a = r.n, .b = r.d}, ids(base));
}

/// base ^ r for a rational r. Integer powers reach into products and powers, an even one into |x|.
constexpr node_id power(arena& g, node_id base, rational r) {
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
    if (!r.is_integer()) return root(g, base, r);
    if (g[base].kind == op::abs && r.n % 2 == 0) return power(g, g.child(base, 0), r);
    return g.add({.kind = op::power, .a = r.n, .b = r.d}, ids(base));
}

/// The product of the factors: flat, scalars ordered and collected into powers, then tensors and the vector in
/// the order in which they stand. A rational distributes over a sum that is its only partner.
constexpr node_id product(arena& g, id_list const& factors) {
    rational number_part{1};
    id_list base, tensors;
    rational_list exponent;
    bool vanishes = false;
    int rows = 0, cols = 0;
    auto collect = [&](auto& self, node_id id) -> void {
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
        node_id const b = raised ? g.child(id, 0) : id;
        rational const e = raised ? rational{g[id].a, g[id].b} : rational{1};
        for (int k = 0; k < base.size; ++k)
            if (base[k] == b) {
                exponent.set(k, exponent[k] + e);
                return;
            }
        base.push(b);
        exponent.set(base.size - 1, e);
    };
    for (int k = 0; k < factors.size; ++k) collect(collect, factors[k]);
    shape const form{rows, tensors.size == 0 ? 0 : cols};
    if (vanishes || number_part == rational{0}) return zero(g, form);
    id_list scalars;
    bool opened = false;  // sqrt(x / y) twice is x / y, |x y|^2 is x^2 y^2, whose factors may be there already
    for (int k = 0; k < base.size; ++k) {
        node_id const p = power(g, base[k], exponent[k]);
        op const raised = g[base[k]].kind;
        opened = opened || (exponent[k].is_integer() && (raised == op::product || raised == op::power ||
                                                         (raised == op::abs && exponent[k].n % 2 == 0)));
        if (is_number(g, p)) number_part = number_part * value_of(g, p);
        else if (g[p].kind == op::product)
            for (int j = 0; j < g[p].count; ++j) scalars.push(g.child(p, j));
        else scalars.push(p);
    }
    if (opened) {
        scalars.push(number(g, number_part));
        for (int k = 0; k < tensors.size; ++k) scalars.push(tensors[k]);
        return product(g, scalars);
    }
    for (int i = 1; i < scalars.size; ++i)
        for (int j = i; j > 0 && compare(g, scalars[j], scalars[j - 1]) < 0; --j) {
            node_id const swap = scalars[j];
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
    node_id const rest = out.size == 1 ? out[0] : g.add({.kind = op::product, .form = form}, out);
    return scaled(g, number_part, rest);
}

constexpr node_id product(arena& g, node_id p, node_id q) {
    return product(g, ids(p, q));
}
constexpr node_id negative(arena& g, node_id p) { return product(g, number(g, -1), p); }
constexpr node_id difference(arena& g, node_id p, node_id q) { return sum(g, p, negative(g, q)); }
constexpr node_id quotient(arena& g, node_id p, node_id q) { return product(g, p, power(g, q, -1)); }

}  // namespace lamina::graph
