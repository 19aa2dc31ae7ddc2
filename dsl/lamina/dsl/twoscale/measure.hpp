#pragma once

#include <lamina/dsl/twoscale/gather.hpp>
#include <lamina/dsl/twoscale/separate.hpp>
#include <lamina/dsl/weak/adjoint.hpp>

namespace lamina::graph {

/// A cell operator with a drift, A0 w = -div(a grad w) + b . grad w, does not conserve: A0 w + f = 0 has a periodic
/// solution only if mean(m f) = 0, where m, the invariant measure, solves A0* m = 0 with mean(m) = 1. Averages over
/// the cell then carry the weight m.
struct invariant_measure {
    refusal why = refusal::none;
    node_id m = node_id::none;     ///< the unknown m, none where it is 1
    node_id cell = node_id::none;  ///< A0*[m], gathered
};

/// Stage 3: the weight of all averages. Where the average of A0 w is not identically 0 it must be a drift's.
constexpr invariant_measure measure_of(arena& g, two_scale_orders const& orders, separated_order const& separated) {
    using namespace expanding;
    scales const& s = orders.positions;
    node_id const a0 = separated.cell_operator;
    if (is_zero(g, average(g, s, a0))) return {};
    if (!orders.form.is_scalar() || !first_order_only(g, s, a0, orders.u1))
        return {.why = refusal::not_divergence_form};
    invariant_measure out{.m = g.add({.kind = op::unknown, .name = g.name("m")}, separated.arguments)};
    adjoint_operator adjoint(g, s, orders.u1);
    out.cell = gather(g, s, adjoint(out.m, a0));
    if (!adjoint.exists || !is_zero(g, average(g, s, out.cell))) return {.why = refusal::not_divergence_form};
    return out;
}

}  // namespace lamina::graph
