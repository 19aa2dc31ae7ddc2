#pragma once

#include <lamina/dsl/rewrite/inline.hpp>
#include <lamina/dsl/rewrite/replace.hpp>
#include <lamina/dsl/terms/jets.hpp>

namespace lamina::graph {

/// A channel as a value: the sum of its parts (see channels.hpp).
struct planned_channel {
    static constexpr int capacity = 15;
    int size = 0;
    bool collapsed = false;
    std::array<jet_composition::summand, capacity> part{};
};

/// Everything that the kernel needs of one scalar residual R(x, u, du, ...):
///   channels      what the network must deliver, closed under the chain rule
///   weights       the pointwise coefficients of the collapsed channels
///   tables        jet-free expressions that depend on the point, evaluated once per point set
///   constants     jet-free expressions that do not, evaluated once per binding of the parameters
///   residual      R in `channel`, `table` and `constant` nodes
struct term_plan {
    static constexpr int max_channels = 40;
    int dimension = 0;
    int naive_channels = 0;  ///< channels without collapsing
    int channel_count = 0;
    std::array<planned_channel, max_channels> channel{};
    id_list weights{};
    id_list tables{};
    id_list constants{};
    int residual = -1;
    int order = 0;
    bool affine = true;
};

namespace planning {

constexpr int find_plain(term_plan const& plan, multi_index const& alpha) {
    for (int c = 0; c < plan.channel_count; ++c) {
        planned_channel const& p = plan.channel[static_cast<std::size_t>(c)];
        if (!p.collapsed && p.part[0].alpha == alpha) return c;
    }
    return -1;
}

constexpr void add_plain(term_plan& plan, multi_index const& alpha) {
    if (find_plain(plan, alpha) >= 0) return;
    if (plan.channel_count == term_plan::max_channels) throw "lamina: an equation needs more than 40 jet channels";
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

/// C_k / C_0 if that is an integer, else 0.
constexpr int integer_ratio(arena& g, int coefficient, int first) {
    int const ratio = quotient(g, coefficient, first);
    return is_number(g, ratio) && g[ratio].b == 1 ? static_cast<int>(g[ratio].a) : 0;
}

/// True if the condition of a choice in `id` holds the node `channel`: no derivative shows that dependence.
constexpr bool decides(arena const& g, int id, int channel, bool in_condition = false) {
    if (id == channel) return in_condition;
    for (int k = 0; k < g[id].count; ++k)
        if (decides(g, g.child(id, k), channel, in_condition || (g[id].kind == op::where && k < 2))) return true;
    return false;
}

}  // namespace planning

/// The plan of the scalar residual `root`, in which all vector operations may still stand.
/// Jets of order >= 2 that enter linearly are collapsed order by order: sum_a C_a d^a u becomes one channel, with
/// integer multiplicities if the C_a are integer multiples of one of them, else with the C_a as weights.
constexpr term_plan plan_term(arena& g, int root) {
    using namespace planning;
    term_plan plan;
    root = scalarize(g, root);
    root = replace(g, root, [&](int id) {
        bool const called = g[id].kind == op::call || g[id].kind == op::entry;
        return called && has_jet(g, id) ? inline_calls(g, id) : -1;
    });
    id_list const jets = jets_of(g, root);
    if (jets.size == 0) throw "lamina: a residual without the unknown";
    int const base = g[jets[0]].kind == op::unknown ? jets[0] : g.child(jets[0], 0);
    plan.dimension = static_cast<int>(g[g.child(base, 0)].b);

    // Temporary names: jet number k is channel node 1000 + k.
    auto stand_in = [&](int k) { return g.add({.kind = op::channel, .a = 1000 + k}); };
    int const r = replace(g, root, [&](int id) {
        for (int k = 0; k < jets.size; ++k)
            if (jets[k] == id) return stand_in(k);
        return -1;
    });
    id_list coefficient;
    std::array<bool, id_list::capacity> linear{};
    for (int k = 0; k < jets.size; ++k) {
        coefficient.push(derivative(g, r, stand_in(k)));
        linear[static_cast<std::size_t>(k)] =
            !contains(g, coefficient[k], op::channel) && !decides(g, r, stand_in(k));
        plan.affine = plan.affine && linear[static_cast<std::size_t>(k)];
        int const order = directions_of(g, jets[k]).order;
        plan.order = order > plan.order ? order : plan.order;
    }

    // Channels: first without collapsing, to count them, then with.
    term_plan naive;
    for (int k = 0; k < jets.size; ++k) {
        add_parts(naive, directions_of(g, jets[k]));
        add_plain(naive, directions_of(g, jets[k]));
    }
    plan.naive_channels = naive.channel_count;

    std::array<int, max_derivative_order + 1> group{};      // linear jets of each order
    for (int k = 0; k < jets.size; ++k)
        if (linear[static_cast<std::size_t>(k)]) ++group[static_cast<std::size_t>(directions_of(g, jets[k]).order)];
    auto collapses = [&](int k) {
        int const order = directions_of(g, jets[k]).order;
        return linear[static_cast<std::size_t>(k)] && order >= 2 && group[static_cast<std::size_t>(order)] >= 2;
    };
    add_plain(plan, {});
    std::array<int, max_derivative_order + 1> scale{};  // coefficient of the collapsed channel of each order
    for (int order = 2; order <= max_derivative_order; ++order) {
        planned_channel c{.collapsed = true};
        int first = -1;
        bool integer = true;
        for (int k = 0; k < jets.size; ++k)
            if (collapses(k) && directions_of(g, jets[k]).order == order) {
                if (first < 0) first = coefficient[k];
                if (integer_ratio(g, coefficient[k], first) == 0) integer = false;
            }
        if (first < 0) continue;
        for (int k = 0; k < jets.size; ++k)
            if (collapses(k) && directions_of(g, jets[k]).order == order) {
                if (c.size == planned_channel::capacity) throw "lamina: too many derivatives of one order";
                jet_composition::summand s{1, -1, directions_of(g, jets[k])};
                if (integer) s.multiplicity = integer_ratio(g, coefficient[k], first);
                else s.weight = plan.weights.size, plan.weights.push(coefficient[k]);
                c.part[static_cast<std::size_t>(c.size++)] = s;
                add_parts(plan, s.alpha);
            }
        scale[static_cast<std::size_t>(order)] = integer ? first : number(g, 1);
        plan.channel[static_cast<std::size_t>(plan.channel_count++)] = c;
    }
    for (int k = 0; k < jets.size; ++k)
        if (!collapses(k)) {
            add_parts(plan, directions_of(g, jets[k]));
            add_plain(plan, directions_of(g, jets[k]));
        }
    sort_channels(plan);

    // The residual in channels: collapsed jets leave through their channel.
    auto channel_node = [&](int c) { return g.add({.kind = op::channel, .a = c}); };
    int rest = replace(g, r, [&](int id) {
        if (g[id].kind != op::channel) return -1;
        int const k = static_cast<int>(g[id].a) - 1000;
        if (collapses(k)) return number(g, 0);
        return channel_node(find_plain(plan, directions_of(g, jets[k])));
    });
    id_list terms;
    terms.push(rest);
    for (int c = 0; c < plan.channel_count; ++c) {
        planned_channel const& p = plan.channel[static_cast<std::size_t>(c)];
        if (p.collapsed)
            terms.push(product(g, scale[static_cast<std::size_t>(p.part[0].alpha.order)], channel_node(c)));
    }
    rest = sum(g, terms);
    if (plan.affine) {  // one table per channel: sum_c C_c u_c + source
        id_list affine;
        int source = rest;
        for (int c = 0; c < plan.channel_count; ++c) {
            affine.push(product(g, derivative(g, rest, channel_node(c)), channel_node(c)));
            source = replace(g, source, [&](int id) { return id == channel_node(c) ? number(g, 0) : -1; });
        }
        affine.push(source);
        rest = sum(g, affine);
    }

    // What has no channel in it is a number, a constant or a table. In a sum or product the channel-free children
    // go together.
    auto leaf = [&](int id) {
        if (is_number(g, id)) return id;
        bool const pointwise = contains(g, id, op::coordinate) || contains(g, id, op::position);
        id_list& list = pointwise ? plan.tables : plan.constants;
        int at = 0;
        while (at < list.size && list[at] != id) ++at;
        if (at == list.size) list.push(id);
        return g.add({.kind = pointwise ? op::table : op::constant, .a = at});
    };
    auto split = [&](auto& self, int id) -> int {
        if (!contains(g, id, op::channel)) return leaf(id);
        node const n = g[id];
        if (n.kind == op::channel) return id;
        id_list with, without;
        for (int k = 0; k < n.count; ++k) {
            int const child = g.child(id, k);
            bool const free = !contains(g, child, op::channel);
            if (free && (n.kind == op::sum || n.kind == op::product)) without.push(child);
            else with.push(self(self, child));
        }
        if (without.size > 0) with.push(leaf(n.kind == op::sum ? sum(g, without) : product(g, without)));
        return rebuild(g, n, with);
    };
    plan.residual = split(split, rest);
    return plan;
}

}  // namespace lamina::graph
