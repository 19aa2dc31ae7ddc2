#pragma once

#include <cmath>
#include <limits>
#include <numbers>

#include <lamina/dsl/rewrite/fold.hpp>
#include <lamina/dsl/rewrite/replace.hpp>

/// What a reader wants of the numbers that a program wrote. For printing only, at run time: a literal's value is no
/// structure.
namespace lamina::graph {

/// factor * pi^exponent; exponent 0: nothing of the kind
struct multiple_of_pi {
    rational factor{};
    int exponent = 0;
};

/// The value, to its rounding (4 ulp), as a multiple of pi, pi^2, ..., pi^4, 1 / pi or 1 / pi^2 by a fraction with a
/// denominator up to 16 and a numerator up to 1000. No number of few digits is one: pi is too far from fractions.
inline multiple_of_pi as_multiple_of_pi(double value) {
    if (value == 0 || !std::isfinite(value)) return {};
    for (int const exponent : {1, -1, 2, -2, 3, 4}) {
        double const unit = std::pow(std::numbers::pi, exponent);
        for (long d = 1; d <= 16; ++d) {
            double const n = std::round(value / unit * static_cast<double>(d));
            double const apart = std::abs(n * unit / static_cast<double>(d) - value);
            if (n != 0 && std::abs(n) <= 1000 && apart <= 4 * std::numeric_limits<double>::epsilon() * std::abs(value))
                return {{static_cast<long>(n), d}, exponent};
        }
    }
    return {};
}

/// `id` with literals of one value as one, so that like terms with them come together.
inline node_id merge_literals(arena& g, node_id id) {
    return replace(g, id, [&](node_id at) {
        if (g[at].kind != op::literal) return node_id::none;
        long slot = 0;
        while (g.values[static_cast<std::size_t>(slot)] != g.values[static_cast<std::size_t>(g[at].a)] &&
               slot < g[at].a)
            ++slot;
        return g.add({.kind = op::literal, .a = slot});
    });
}

/// `id` with literals that are multiples of pi as such: 6.28... becomes 2 * pi. Left alone if pi is a name in `id`.
inline node_id literals_in_pi(arena& g, node_id id) {
    for (int i = 0; i < g.name_count; ++i)
        if (g.names[static_cast<std::size_t>(i)] == "pi") return id;
    return replace(g, id, [&](node_id at) {
        if (g[at].kind != op::literal) return node_id::none;
        multiple_of_pi const m = as_multiple_of_pi(g.values[static_cast<std::size_t>(g[at].a)]);
        if (m.exponent == 0) return node_id::none;
        node_id const pi = g.add({.kind = op::constant, .name = g.name("pi")});
        return scaled(g, m.factor, power(g, pi, m.exponent));
    });
}

/// `id` with formulas without their limits.
inline node_id without_limits(arena& g, node_id id) {
    return replace(g, id,
                   [&](node_id at) { return is_limit(g[at]) ? without_limits(g, g.child(at, 3)) : node_id::none; });
}

/// `id` as one reads it: equal literals are one, the numbers of each product are multiplied, pi is pi.
inline node_id readable(arena& g, node_id id) {
    return literals_in_pi(g, fold_literals(g, merge_literals(g, without_limits(g, id))));
}

}  // namespace lamina::graph
