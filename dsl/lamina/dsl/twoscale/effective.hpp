#pragma once

#include <lamina/dsl/twoscale/correctors.hpp>
#include <lamina/dsl/twoscale/in_time.hpp>

namespace lamina::graph {

/// The residual of the effective equation, in u0
struct effective_residual {
    refusal why = refusal::none;
    node_id root = node_id::none;
};

/// Stage 5: the average of the order eps^0 with u1 replaced. The average of A0 u2 is 0: identically where A0 conserves,
/// else by the choice of the weight.
constexpr effective_residual effective_of(arena& g, two_scale_orders const& orders, separated_order const& separated,
                                          invariant_measure const& measure, correctors const& found) {
    using namespace expanding;
    scales const& s = orders.positions;
    node_id const order = orders.of.at(0);
    node_id bounded = measure.m == node_id::none ? without_fast_divergences(g, s, order) : order;
    if (holds(g, bounded, orders.u2))
        bounded = difference(g, order, rework(g, s, separated.cell_operator, orders.u1, orders.u2));
    node_id const root = weighted_average(g, s, measure.m, rework(g, s, bounded, orders.u1, found.u1));
    bool time = orders.in_time &&
                (averages_in_time(g, root) || (measure.m != node_id::none && varies_in_time(g, measure.cell)));
    for (int k = 0; k < found.cells && orders.in_time; ++k)
        time = time || varies_in_time(g, found.cell[static_cast<std::size_t>(k)].cell);
    if (time) return {.why = refusal::time_in_a_cell};
    if (holds(g, root, orders.u2) || holds(g, root, orders.u1)) return {.why = refusal::not_divergence_form};
    return {.root = root};
}

}  // namespace lamina::graph
