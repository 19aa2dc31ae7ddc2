#pragma once

#include <lamina/dsl/calculus/order.hpp>
#include <lamina/dsl/twoscale/ansatz.hpp>
#include <lamina/dsl/twoscale/linearity.hpp>

namespace lamina::graph {

/// An equation of one unknown u at the orders of eps, under the ansatz u = u0(x) + eps u1(x, y) + eps^2 u2(x, y).
struct two_scale_orders {
    refusal why = refusal::none;
    scales positions{};
    shape form{};          ///< of u
    bool in_time = false;  ///< u depends on time
    node_id u0 = node_id::none, u1 = node_id::none, u2 = node_id::none;
    eps_series of{};  ///< eps^-2 and below vanish, eps^-1 is linear in u1
};

namespace expanding {

constexpr bool no_more_than_second_order(arena const& g, node_id root) {
    return order_in_space(g, root, [](node_id) { return true; }) <= 2;
}

}  // namespace expanding

/// Stage 1: the orders of the residual `root`. eps^-2 vanishes because u0 = u0(x).
constexpr two_scale_orders orders_of(arena& g, node_id root, name_id eps_name) {
    using namespace expanding;
    node_id u = node_id::none;
    for (node_id id{}; g.has(id); ++id)
        if (g[id].kind == op::unknown) {
            if (u != node_id::none) return {.why = refusal::several_unknowns};
            u = id;
        }
    if (g[u].form != g[root].form) return {.why = refusal::shapes_differ};
    if (nonlinear_in_gradient(g, root, u)) return {.why = refusal::nonlinear};

    node const where = g[g.child(u, 0)];
    scales const s{where.name, g.name(fast_name.view()), static_cast<int>(where.b)};
    ansatz from(g, s, eps_name, u);
    eps_series const series = from.expand(root);
    refusal const too_low = no_more_than_second_order(g, root) ? refusal::low_order : refusal::high_order;
    if (from.why != refusal::none) return {.why = from.why == refusal::low_order ? too_low : from.why};

    bool any_fast = false;
    auto const is_fast = [&](node_id id) {
        return (g[id].kind == op::coordinate || g[id].kind == op::position) && g[id].name == s.fast;
    };
    for (int k = eps_series::lowest; k <= 0; ++k) any_fast = any_fast || any_coefficient(g, series.at(k), is_fast);
    if (!any_fast) return {.why = refusal::no_fast_variable};
    for (int k = eps_series::lowest; k <= -2; ++k)
        if (!is_zero(g, series.at(k))) return {.why = too_low};
    if (!linear_in(g, series.at(-1), from.u1)) return {.why = refusal::nonlinear};
    return {.positions = s,
            .form = g[u].form,
            .in_time = g[u].count > 1,
            .u0 = from.u0,
            .u1 = from.u1,
            .u2 = from.u2,
            .of = series};
}

}  // namespace lamina::graph
