#pragma once

#include <stdexcept>

#include <lamina/dsl/terms/jet_use.hpp>
#include <lamina/dsl/terms/term_plan.hpp>

/// Which derivatives travel as one channel.
namespace lamina::graph::planning {

/// Linear jets of one residual, unknown and order that become one channel: scale * sum of the channel's parts.
/// Until the channels are numbered, the weights of its parts are the nodes of their coefficients.
struct collapsed_group {
    planned_channel channel{};
    int residual = 0;
    int unknown = 0;
    node_id scale = node_id::none;
    bool dissolved = false;  ///< its derivatives are channels of their own after all
};

struct collapsed_groups {
    static constexpr int capacity = 3 * unknown_table::capacity;
    int size = 0;
    std::array<collapsed_group, capacity> at{};
    constexpr collapsed_group& operator[](int i) { return at[static_cast<std::size_t>(i)]; }
    constexpr collapsed_group const& operator[](int i) const { return at[static_cast<std::size_t>(i)]; }
};

/// C_k / C_0 if that is an integer, else 0.
constexpr int integer_ratio(arena& g, node_id coefficient, node_id first) {
    node_id const ratio = quotient(g, coefficient, first);
    return is_number(g, ratio) && g[ratio].b == 1 ? static_cast<int>(g[ratio].a) : 0;
}

/// Adds the group of the linear jets of a residual, an unknown and an order, if there are two of them.
constexpr void add_group(arena& g, jet_uses& uses, int residual, int unknown, int order, collapsed_groups& groups) {
    auto const member = [&](jet_use const& use) {
        return use.linear && use.alpha.order == order && use.unknown == unknown && use.residual == residual;
    };
    int members = 0;
    node_id first = node_id::none;
    bool integer = true;
    for (int k = 0; k < uses.size; ++k)
        if (member(uses[k])) {
            ++members;
            if (first == node_id::none) first = uses[k].coefficient;
            if (integer_ratio(g, uses[k].coefficient, first) == 0) integer = false;
        }
    if (members < 2) return;
    if (groups.size == collapsed_groups::capacity)
        throw std::length_error("lamina: the equations have too many groups of derivatives");
    collapsed_group& made = groups[groups.size];
    made = {{.collapsed = true}, residual, unknown, integer ? first : number(g, 1)};
    for (int k = 0; k < uses.size; ++k)
        if (member(uses[k])) {
            planned_channel& c = made.channel;
            if (c.size == planned_channel::capacity)
                throw std::length_error(
                    "lamina: an equation has more than 15 derivatives of one order that enter it linearly");
            jet_composition::summand s{1, -1, uses[k].alpha};
            if (integer) s.multiplicity = integer_ratio(g, uses[k].coefficient, first);
            else s.weight = static_cast<int>(uses[k].coefficient);
            c.part[static_cast<std::size_t>(c.size++)] = s;
            uses[k].group = groups.size;
        }
    ++groups.size;
}

/// The derivatives of `c` that are no plain channels yet
struct missing_parts {
    int size = 0;
    std::array<multi_index, planned_channel::capacity> at{};
};
constexpr missing_parts missing(term_plan const& plan, planned_channel const& c) {
    missing_parts out;
    for (int k = 0; k < c.size; ++k) {
        multi_index const& alpha = c.part[static_cast<std::size_t>(k)].alpha;
        if (find_plain(plan.channels(), alpha) < 0) out.at[static_cast<std::size_t>(out.size++)] = alpha;
    }
    return out;
}

/// Dissolves collapsed channels as long as some of them need as many channels as their derivatives one by one.
/// `plan` has the plain channels, to which the derivatives of dissolved ones are added.
constexpr void dissolve(term_plan& plan, collapsed_groups& groups) {
    auto const first_of_its_channel = [&](int i) {
        if (groups[i].dissolved) return false;
        for (int other = 0; other < i; ++other)
            if (!groups[other].dissolved && groups[other].channel == groups[i].channel) return false;
        return true;
    };
    for (int i = 0; i < groups.size; ++i) {
        if (groups[i].dissolved) continue;
        missing_parts const needed = missing(plan, groups[i].channel);
        auto const covered = [&](int other) {
            if (groups[other].dissolved) return false;
            missing_parts const parts = missing(plan, groups[other].channel);
            for (int k = 0; k < parts.size; ++k) {
                bool found = false;
                for (int n = 0; n < needed.size; ++n)
                    found = found || needed.at[static_cast<std::size_t>(n)] == parts.at[static_cast<std::size_t>(k)];
                if (!found) return false;
            }
            return true;
        };
        int channels = 0;
        std::array<bool, collapsed_groups::capacity> in{};
        for (int other = 0; other < groups.size; ++other) {
            in[static_cast<std::size_t>(other)] = covered(other);
            channels += in[static_cast<std::size_t>(other)] && first_of_its_channel(other);
        }
        if (channels < needed.size) continue;
        for (int other = 0; other < groups.size; ++other)
            if (in[static_cast<std::size_t>(other)]) groups[other].dissolved = true;
        for (int n = 0; n < needed.size; ++n) add_plain(plan, needed.at[static_cast<std::size_t>(n)]);
        i = -1;  // what is plain now may make others needless
    }
}

/// The channels of all uses: jets of order >= 2 that enter linearly are collapsed order by order for each residual
/// and unknown, with integer multiplicities if their coefficients are integer multiples of one of them, else with
/// the coefficients as weights. Residuals and unknowns that ask for the same channel share it.
constexpr collapsed_groups add_channels(arena& g, jet_uses& uses, int residuals, term_plan& plan) {
    collapsed_groups groups;
    for (int residual = 0; residual < residuals; ++residual)
        for (int order = 2; order <= max_derivative_order; ++order)
            for (int u = 0; u < plan.unknowns; ++u) add_group(g, uses, residual, u, order, groups);
    add_plain(plan, {});
    for (int k = 0; k < uses.size; ++k) {
        add_parts(plan, uses[k].alpha);
        if (uses[k].group < 0) add_plain(plan, uses[k].alpha);
    }
    dissolve(plan, groups);
    for (int i = 0; i < groups.size; ++i) {
        collapsed_group& group = groups[i];
        if (group.dissolved) continue;
        bool shared = false;
        for (int k = 0; k < group.channel.size; ++k) {
            int& weight = group.channel.part[static_cast<std::size_t>(k)].weight;
            if (weight >= 0) weight = weight_table(plan, node_id{weight});
        }
        for (int other = 0; other < i; ++other)
            shared = shared || (!groups[other].dissolved && groups[other].channel == group.channel);
        if (shared) continue;
        if (plan.channel_count == term_plan::max_channels)
            throw std::length_error("lamina: an equation needs more than 40 jet channels");
        plan.channel[static_cast<std::size_t>(plan.channel_count++)] = group.channel;
    }
    sort_channels(plan);
    return groups;
}

}  // namespace lamina::graph::planning
