#pragma once

#include <lamina/dsl/terms/collapse.hpp>

namespace lamina::graph {

namespace planning {

constexpr bool contains_name(arena const& g, node_id id, op kind, std::string_view name) {
    if (g[id].kind == kind && g.name_of(id) == name) return true;
    for (int k = 0; k < g[id].count; ++k)
        if (contains_name(g, g.child(id, k), kind, name)) return true;
    return false;
}

/// Whether residual number `residual`, in stand-ins the node `r`, is affine in jets and trained parameters.
constexpr bool is_affine(arena const& g, int residual, node_id r, jet_uses const& uses, unknown_table const& unknowns) {
    for (int k = 0; k < uses.size; ++k)
        if (uses[k].residual == residual && !uses[k].linear) return false;
    for (int j = 0; j < unknowns.trained_count; ++j)
        if (contains_name(g, r, op::parameter, unknowns.trained[static_cast<std::size_t>(j)])) return false;
    return true;
}

/// One table per variable: sum_c C_c u_c + source
constexpr node_id affine_form(arena& g, term_plan const& plan, node_id residual) {
    id_list affine;
    for (int c = 0; c < plan.unknowns * plan.channel_count; ++c) {
        node_id const u = g.add({.kind = op::channel, .a = c});
        node_id const slope = derivative(g, residual, u);
        if (is_zero(g, slope)) continue;
        affine.push(product(g, slope, u));
    }
    affine.push(
        replace(g, residual, [&](node_id id) { return g[id].kind == op::channel ? number(g, 0) : node_id::none; }));
    return sum(g, affine);
}

/// What does not change with theta becomes a number, a constant or a table: in a sum or product, those children go
/// together.
constexpr node_id split_tables(arena& g, term_plan& plan, node_id id) {
    if (!varies(g, id)) {
        if (is_number(g, id)) return id;
        bool const pointwise = contains(g, id, op::coordinate) || contains(g, id, op::position);
        id_list& list = pointwise ? plan.tables : plan.constants;
        int at = 0;
        while (at < list.size && list[at] != id) ++at;
        if (at == list.size) list.push(id);
        return g.add({.kind = pointwise ? op::table : op::constant, .a = at});
    }
    node const n = g[id];
    if (n.kind == op::channel) return id;
    id_list with, without;
    for (int k = 0; k < n.count; ++k) {
        node_id const child = g.child(id, k);
        if (!varies(g, child) && (n.kind == op::sum || n.kind == op::product)) without.push(child);
        else with.push(split_tables(g, plan, child));
    }
    if (without.size > 0) with.push(split_tables(g, plan, n.kind == op::sum ? sum(g, without) : product(g, without)));
    return rebuild(g, n, with);
}

/// Residual number `residual`, in stand-ins the node `r`, in channels: collapsed jets leave through their channel.
constexpr node_id in_channels(arena& g, int residual, node_id r, jet_uses const& uses, collapsed_groups const& groups,
                          unknown_table const& unknowns, term_plan const& plan) {
    auto channel_node = [&](int u, int c) { return g.add({.kind = op::channel, .a = u * plan.channel_count + c}); };
    auto travels = [&](int group) { return group >= 0 && !groups[group].dissolved; };
    id_list terms;
    terms.push(replace(g, r, [&](node_id id) {
        if (is_trained(g, id)) return channel_node(unknowns.size, unknowns.find_trained(g.name_of(id)));
        if (g[id].kind != op::channel) return node_id::none;
        jet_use const& use = uses[uses.of(g, id)];
        return travels(use.group) ? number(g, 0) : channel_node(use.unknown, find_plain(plan.channels(), use.alpha));
    }));
    for (int i = 0; i < groups.size; ++i) {
        collapsed_group const& group = groups[i];
        if (!travels(i) || group.residual != residual) continue;
        int c = 0;
        while (!(plan.channel[static_cast<std::size_t>(c)] == group.channel)) ++c;
        terms.push(product(g, group.scale, channel_node(group.unknown, c)));
    }
    return sum(g, terms);
}

}  // namespace planning

/// The plan of scalar residuals that hold at the same points and share one pass of the network. The channels are the
/// union of what the residuals need (see collapse.hpp), tables, weights and constants are shared.
constexpr term_plan plan_term(arena& g, id_list const& roots, unknown_table const& unknowns) {
    using namespace planning;
    term_plan plan, naive;
    plan.unknowns = unknowns.size;
    plan.trained = unknowns.trained_count;
    jet_uses uses;
    id_list in_stand_ins;
    for (int i = 0; i < roots.size; ++i) {
        int const before = uses.size;
        in_stand_ins.push(read_jets(g, i, roots[i], unknowns, uses));
        plan.known = plan.known || uses.size == before;
    }
    for (int k = 0; k < uses.size; ++k) {
        plan.order = uses[k].alpha.order > plan.order ? uses[k].alpha.order : plan.order;
        add_parts(naive, uses[k].alpha);
        add_plain(naive, uses[k].alpha);
    }
    plan.naive_channels = naive.channel_count;
    collapsed_groups const groups = add_channels(g, uses, roots.size, plan);
    for (int i = 0; i < roots.size; ++i) {
        node_id const r = in_stand_ins[i];
        node_id residual = in_channels(g, i, r, uses, groups, unknowns, plan);
        if (is_affine(g, i, r, uses, unknowns)) residual = affine_form(g, plan, residual);
        else plan.affine = false;
        plan.residuals.push(split_tables(g, plan, residual));
    }
    return plan;
}

/// The plan of one residual
constexpr term_plan plan_term(arena& g, node_id root, unknown_table const& unknowns) {
    return plan_term(g, ids(root), unknowns);
}

}  // namespace lamina::graph
