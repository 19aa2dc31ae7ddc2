#pragma once

#include <lamina/dsl/twoscale/effective.hpp>

namespace lamina::graph {

/// The two-scale expansion of a residual, stage by stage; all members are nodes of the arena. Those after the stage
/// that refuses are empty.
struct two_scale_expansion {
    refusal why = refusal::none;
    two_scale_orders orders{};
    separated_order separated{};
    invariant_measure measure{};
    correctors found{};
    effective_residual effective{};
};

/// Expands the residual `root` of one unknown: its orders, what they separate into, the weight of averages, cell
/// problems and correctors, the effective equation.
constexpr two_scale_expansion expand_two_scale(arena& g, node_id root, name_id eps_name) {
    two_scale_expansion out;
    auto const passes = [&out](auto const& stage) { return (out.why = stage.why) == refusal::none; };
    if (passes(out.orders = orders_of(g, root, eps_name)) && passes(out.separated = separate(g, out.orders)) &&
        passes(out.measure = measure_of(g, out.orders, out.separated)) &&
        passes(out.found = correctors_of(g, out.orders, out.separated, out.measure)))
        passes(out.effective = effective_of(g, out.orders, out.separated, out.measure, out.found));
    return out;
}

}  // namespace lamina::graph
