#pragma once

#include <stdexcept>

#include <lamina/dsl/expr/arena.hpp>
#include <lamina/dsl/terms/channels.hpp>

namespace lamina::graph {

/// Everything that the kernel needs of the scalar residuals R_i(x, u, du, ..., q) that hold at the same points,
/// q the trained parameters:
///   channels      what the network must deliver for each unknown, closed under the chain rule
///   weights       the pointwise coefficients of the collapsed channels
///   tables        jet-free expressions that depend on the point, evaluated once per point set
///   constants     jet-free expressions that do not, evaluated once per binding of the parameters
///   residuals     R_i in `channel`, `table` and `constant` nodes: channel c of unknown k is number
///                 k * channel_count + c, trained parameter j is number unknowns * channel_count + j
struct term_plan {
    static constexpr int max_channels = 40;
    int unknowns = 0;
    int trained = 0;
    int naive_channels = 0;  ///< channels without collapsing
    int channel_count = 0;
    std::array<planned_channel, max_channels> channel{};
    id_list weights{};
    id_list tables{};
    id_list constants{};
    id_list residuals{};
    int order = 0;
    bool affine = true;  ///< all residuals
    bool known = false;  ///< whether one of the residuals does not contain an unknown

    /// What the R_i depend on: the channels of all unknowns and the trained parameters
    [[nodiscard]] constexpr int variables() const { return unknowns * channel_count + trained; }
    [[nodiscard]] constexpr std::span<planned_channel const> channels() const {
        return {channel.data(), static_cast<std::size_t>(channel_count)};
    }
};

namespace planning {

constexpr void add_plain(term_plan& plan, multi_index const& alpha) {
    if (find_plain(plan.channels(), alpha) >= 0) return;
    if (plan.channel_count == term_plan::max_channels)
        throw std::length_error("lamina: an equation needs more than 40 jet channels");
    plan.channel[static_cast<std::size_t>(plan.channel_count++)] = {1, false, {{{1, -1, alpha}}}};
}

/// Every proper part of the directions of alpha, which its chain rule multiplies.
constexpr void add_parts(term_plan& plan, multi_index const& alpha) {
    int const all = (1 << alpha.order) - 1;
    for (int mask = 0; mask < all; ++mask) {
        multi_index part;
        for (int k = 0; k < alpha.order; ++k)
            if (mask >> k & 1)
                part.direction[static_cast<std::size_t>(part.order++)] = alpha.direction[static_cast<std::size_t>(k)];
        add_plain(plan, part);
    }
}

/// Channels by order, plain before collapsed, so that equal sets are equal types.
constexpr void sort_channels(term_plan& plan) {
    auto before = [](planned_channel const& p, planned_channel const& q) {
        multi_index const &a = p.part[0].alpha, &b = q.part[0].alpha;
        if (a.order != b.order) return a.order < b.order;
        if (p.collapsed != q.collapsed) return q.collapsed;
        return a.direction < b.direction;
    };
    for (int i = 1; i < plan.channel_count; ++i)
        for (int j = i; j > 0; --j) {
            planned_channel& p = plan.channel[static_cast<std::size_t>(j - 1)];
            planned_channel& q = plan.channel[static_cast<std::size_t>(j)];
            if (!before(q, p)) break;
            planned_channel const swap = p;
            p = q, q = swap;
        }
}

/// The number of the weight table of an expression
constexpr int weight_table(term_plan& plan, node_id expression) {
    for (int w = 0; w < plan.weights.size; ++w)
        if (plan.weights[w] == expression) return w;
    plan.weights.push(expression);
    return plan.weights.size - 1;
}

}  // namespace planning

}  // namespace lamina::graph
