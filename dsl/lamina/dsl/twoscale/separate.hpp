#pragma once

#include <lamina/dsl/twoscale/orders.hpp>
#include <lamina/dsl/twoscale/slow_factor.hpp>

namespace lamina::graph {

/// A term slow * fast of the order 1 / eps without u1; its corrector appears in u1 as corrector * slow.
struct slow_and_fast {
    /// d u0 / dx_j, or u0; of a vector d u0_k / dx_j; of a source what depends on x and t only
    node_id slow = node_id::none;
    node_id fast = node_id::none;  ///< what multiplies it, summed over all such terms
    slow_factor factor{};
};

/// The order 1 / eps as A0 u1 + sum of slow * fast, one of each slow part, in the order of their factors.
struct separated_order {
    static constexpr int max_parts = 9;
    refusal why = refusal::none;
    node_id cell_operator = node_id::none;  ///< A0 u1
    std::array<slow_and_fast, max_parts> part{};
    int parts = 0;
    id_list arguments{};  ///< of the correctors: y, after x where A0 or a fast part depends on it
};

namespace expanding {

/// A term as slow * fast: what holds u0 is slow; of a source of a scalar equation what depends on x or time only, times
/// 1
constexpr slow_and_fast split_by_scale(arena& g, two_scale_orders const& orders, node_id term) {
    id_list slow, fast;
    id_list const factors = factors_of(g, term);
    bool const source = !holds(g, term, orders.u0) && orders.form.is_scalar();
    for (node_id const factor : factors) {
        bool const varies = contains(g, factor, op::coordinate) || contains(g, factor, op::position);
        bool const is_slow = source ? varies && !uses_fast(g, factor, orders.positions) : holds(g, factor, orders.u0);
        (is_slow ? slow : fast).push(factor);
    }
    if (source) slow.push(number(g, 1));
    for (node_id const factor : slow)
        if (!g[factor].form.is_scalar()) return {};
    return {.slow = slow.size == 0 ? node_id::none : product(g, slow), .fast = product(g, fast)};
}

/// The derivative of u0, or of a component of it, that a slow part is, else `value`
constexpr slow_factor gradient_factor(arena const& g, node_id slow, node_id u0) {
    node const n = g[slow];
    if (n.kind != op::partial || n.count != 2) return {};
    node_id const of = g.child(slow, 0);
    int const axis = static_cast<int>(g[g.child(slow, 1)].a);
    if (of == u0) return {.of = slow_factor::kind::gradient, .axis = axis};
    if (g[of].kind != op::entry || g.child(of, 0) != u0) return {};
    return {.of = slow_factor::kind::gradient, .component = static_cast<int>(g[of].a), .axis = axis};
}

}  // namespace expanding

/// Stage 2: in the order 1 / eps the terms with u1 are A0 u1; every other term is a slow part, with u0 or of a source,
/// times a fast part. Of a vector the slow parts are all derivatives d u0_k / dx_j: no symmetry is assumed.
constexpr separated_order separate(arena& g, two_scale_orders const& orders) {
    using namespace expanding;
    scales const& s = orders.positions;
    bool const is_vector = !orders.form.is_scalar();
    node_id const order = orders.of.at(-1);
    separated_order out{.cell_operator = zero(g, orders.form)};
    for (node_id const term : terms_of(g, order)) {
        if (is_zero(g, term)) continue;
        if (holds(g, term, orders.u1)) {
            out.cell_operator = sum(g, out.cell_operator, term);
            continue;
        }
        if (is_vector && !holds(g, term, orders.u0)) return {.why = refusal::unbalanced_source};
        slow_and_fast const split = split_by_scale(g, orders, term);
        if (split.slow == node_id::none) return {.why = refusal::vector_reaction};
        if (uses_fast(g, split.slow, s)) return {.why = refusal::nonlinear};
        int at = 0;
        while (at < out.parts && out.part[static_cast<std::size_t>(at)].slow != split.slow) ++at;
        if (at == separated_order::max_parts) return {.why = refusal::nonlinear};
        slow_and_fast& part = out.part[static_cast<std::size_t>(at)];
        if (at == out.parts) ++out.parts, part = {.slow = split.slow, .fast = zero(g, orders.form)};
        part.fast = sum(g, part.fast, split.fast);
    }
    if (is_zero(g, out.cell_operator)) return {.why = refusal::no_cell_operator};

    int sources = 0;
    bool slow_cells = any_coefficient(g, out.cell_operator, [&](node_id id) {
        return (g[id].kind == op::coordinate || g[id].kind == op::position) && g[id].name == s.slow;
    });
    for (int k = 0; k < out.parts; ++k) {
        slow_and_fast& part = out.part[static_cast<std::size_t>(k)];
        part.factor = gradient_factor(g, part.slow, orders.u0);
        if (!holds(g, part.slow, orders.u0)) {
            if (!uses_fast(g, part.fast, s)) return {.why = refusal::unbalanced_source};
            part.factor = {.of = slow_factor::kind::source, .source = sources++};
        } else if (part.factor.of == slow_factor::kind::value && (part.slow != orders.u0 || is_vector)) {
            return {.why = is_vector ? refusal::vector_reaction : refusal::nonlinear};
        }
        slow_cells = slow_cells || uses_slow(g, part.fast, s);
    }
    for (int i = 1; i < out.parts; ++i)
        for (int j = i; j > 0; --j) {
            slow_and_fast& p = out.part[static_cast<std::size_t>(j - 1)];
            slow_and_fast& q = out.part[static_cast<std::size_t>(j)];
            if (!(q.factor < p.factor)) break;
            slow_and_fast const swap = p;
            p = q, q = swap;
        }
    if (slow_cells) out.arguments.push(position(g, s.slow, s.dimension));
    out.arguments.push(position(g, s.fast, s.dimension));
    return out;
}

}  // namespace lamina::graph
