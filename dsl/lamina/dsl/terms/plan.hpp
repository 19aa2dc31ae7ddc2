#pragma once

#include <lamina/dsl/calculus/jump.hpp>
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
    friend constexpr bool operator==(planned_channel const&, planned_channel const&) = default;
};

/// Everything that the kernel needs of one scalar residual R(x, u, du, ..., q), q the trained parameters:
///   channels      what the network must deliver for each unknown, closed under the chain rule
///   weights       the pointwise coefficients of the collapsed channels
///   tables        jet-free expressions that depend on the point, evaluated once per point set
///   constants     jet-free expressions that do not, evaluated once per binding of the parameters
///   residual      R in `channel`, `table` and `constant` nodes: channel c of unknown i is number i * channel_count +
///   c,
///                 trained parameter j is number unknowns * channel_count + j
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
    int residual = -1;
    int order = 0;
    bool affine = true;

    /// What R depends on: the channels of all unknowns and the trained parameters
    [[nodiscard]] constexpr int variables() const { return unknowns * channel_count + trained; }
};

namespace planning {

constexpr bool is_trained(arena const& g, int id) { return g[id].kind == op::parameter && g[id].a == 1; }

/// True if `id` changes with theta.
constexpr bool varies(arena const& g, int id) {
    if (g[id].kind == op::channel || is_trained(g, id)) return true;
    for (int k = 0; k < g[id].count; ++k)
        if (varies(g, g.child(id, k))) return true;
    return false;
}

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

/// The number of the weight table of an expression
constexpr int weight_table(term_plan& plan, int expression) {
    for (int w = 0; w < plan.weights.size; ++w)
        if (plan.weights[w] == expression) return w;
    plan.weights.push(expression);
    return plan.weights.size - 1;
}

constexpr bool contains_name(arena const& g, int id, op kind, std::string_view name) {
    if (g[id].kind == kind && g.name_of(id) == name) return true;
    for (int k = 0; k < g[id].count; ++k)
        if (contains_name(g, g.child(id, k), kind, name)) return true;
    return false;
}

/// One table per variable: sum_c C_c u_c + source
constexpr int affine_form(arena& g, term_plan const& plan, int residual) {
    id_list affine;
    int source = residual;
    for (int c = 0; c < plan.unknowns * plan.channel_count; ++c) {
        int const u = g.add({.kind = op::channel, .a = c});
        int const slope = derivative(g, residual, u);
        if (is_zero(g, slope)) continue;
        affine.push(product(g, slope, u));
        source = replace(g, source, [&](int id) { return id == u ? number(g, 0) : -1; });
    }
    affine.push(source);
    return sum(g, affine);
}

/// What does not change with theta becomes a number, a constant or a table: in a sum or product, those children go
/// together.
constexpr int split_tables(arena& g, term_plan& plan, int id) {
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
        int const child = g.child(id, k);
        if (!varies(g, child) && (n.kind == op::sum || n.kind == op::product)) without.push(child);
        else with.push(split_tables(g, plan, child));
    }
    if (without.size > 0) with.push(split_tables(g, plan, n.kind == op::sum ? sum(g, without) : product(g, without)));
    return rebuild(g, n, with);
}

/// Coefficients in which a jet or a trained parameter stands, written out.
constexpr int inline_varying(arena& g, int root, bool has_trained) {
    return replace(g, root, [&](int id) {
        if (g[id].kind != op::call && g[id].kind != op::entry) return -1;
        if (g[id].kind == op::call && !g[id].form.is_scalar()) return -1;
        if (!has_jet(g, id) && !has_trained) return -1;
        int const written_out = inline_calls(g, id);
        return has_jet(g, written_out) || varies(g, written_out) ? written_out : -1;
    });
}

/// Linear jets of one unknown and one order that become one channel: scale * sum of the channel's parts.
struct collapsed_group {
    planned_channel channel{};
    int unknown = 0;
    int scale = -1;
};

}  // namespace planning

/// The plan of the scalar residual `root`, in which all vector operations may still stand.
/// Jets of order >= 2 that enter linearly are collapsed order by order for each unknown: sum_a C_a d^a u becomes one
/// channel, with integer multiplicities if the C_a are integer multiples of one of them, else with the C_a as
/// weights. Unknowns that ask for the same channel share it.
constexpr term_plan plan_term(arena& g, int root, unknown_table const& unknowns) {
    using namespace planning;
    term_plan plan;
    plan.unknowns = unknowns.size;
    plan.trained = unknowns.trained_count;
    root = inline_varying(g, scalarize(g, root), unknowns.trained_count > 0);
    id_list const jets = jets_of(g, root, unknowns);
    if (jets.size == 0) throw "lamina: a residual without the unknown";
    std::array<multi_index, id_list::capacity> alpha{};
    std::array<int, id_list::capacity> of{};
    for (int k = 0; k < jets.size; ++k) {
        alpha[static_cast<std::size_t>(k)] = directions_of(g, jets[k], unknowns.dimension);
        of[static_cast<std::size_t>(k)] = unknown_index(g, jets[k], unknowns);
        if (of[static_cast<std::size_t>(k)] < 0) throw "lamina: a residual of an unknown that no equation contains";
        plan.order = alpha[static_cast<std::size_t>(k)].order > plan.order ? alpha[static_cast<std::size_t>(k)].order
                                                                           : plan.order;
    }

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
        linear[static_cast<std::size_t>(k)] = !varies(g, coefficient[k]) && !decides(g, r, stand_in(k));
        plan.affine = plan.affine && linear[static_cast<std::size_t>(k)];
    }
    for (int j = 0; j < unknowns.trained_count; ++j)
        if (contains_name(g, r, op::parameter, unknowns.trained[static_cast<std::size_t>(j)])) plan.affine = false;

    // Channels: first without collapsing, to count them, then with.
    term_plan naive;
    for (int k = 0; k < jets.size; ++k) {
        add_parts(naive, alpha[static_cast<std::size_t>(k)]);
        add_plain(naive, alpha[static_cast<std::size_t>(k)]);
    }
    plan.naive_channels = naive.channel_count;

    auto in_group = [&](int k, int order, int u) {
        auto const at = static_cast<std::size_t>(k);
        return linear[at] && alpha[at].order == order && of[at] == u;
    };
    std::array<int, id_list::capacity> group_of{};  // of jet k, -1: a plain channel
    for (int& at : group_of) at = -1;
    std::array<collapsed_group, 3 * unknown_table::capacity> groups{};
    int group_count = 0;
    add_plain(plan, {});
    for (int order = 2; order <= max_derivative_order; ++order)
        for (int u = 0; u < unknowns.size; ++u) {
            int members = 0, first = -1;
            bool integer = true;
            for (int k = 0; k < jets.size; ++k)
                if (in_group(k, order, u)) {
                    ++members;
                    if (first < 0) first = coefficient[k];
                    if (integer_ratio(g, coefficient[k], first) == 0) integer = false;
                }
            if (members < 2) continue;
            collapsed_group made{.channel = {.collapsed = true}, .unknown = u, .scale = integer ? first : number(g, 1)};
            for (int k = 0; k < jets.size; ++k)
                if (in_group(k, order, u)) {
                    planned_channel& c = made.channel;
                    if (c.size == planned_channel::capacity) throw "lamina: too many derivatives of one order";
                    jet_composition::summand s{1, -1, alpha[static_cast<std::size_t>(k)]};
                    if (integer) s.multiplicity = integer_ratio(g, coefficient[k], first);
                    else s.weight = weight_table(plan, coefficient[k]);
                    c.part[static_cast<std::size_t>(c.size++)] = s;
                    add_parts(plan, s.alpha);
                    group_of[static_cast<std::size_t>(k)] = group_count;
                }
            bool shared = false;
            for (int other = 0; other < group_count; ++other)
                shared = shared || groups[static_cast<std::size_t>(other)].channel == made.channel;
            if (!shared) plan.channel[static_cast<std::size_t>(plan.channel_count++)] = made.channel;
            groups[static_cast<std::size_t>(group_count++)] = made;
        }
    for (int k = 0; k < jets.size; ++k)
        if (group_of[static_cast<std::size_t>(k)] < 0) {
            add_parts(plan, alpha[static_cast<std::size_t>(k)]);
            add_plain(plan, alpha[static_cast<std::size_t>(k)]);
        }
    sort_channels(plan);

    // The residual in channels: collapsed jets leave through their channel.
    auto channel_node = [&](int u, int c) { return g.add({.kind = op::channel, .a = u * plan.channel_count + c}); };
    int rest = replace(g, r, [&](int id) {
        if (is_trained(g, id)) return channel_node(unknowns.size, unknowns.find_trained(g.name_of(id)));
        if (g[id].kind != op::channel) return -1;
        auto const k = static_cast<std::size_t>(g[id].a - 1000);
        if (group_of[k] >= 0) return number(g, 0);
        return channel_node(of[k], find_plain(plan, alpha[k]));
    });
    id_list terms;
    terms.push(rest);
    for (int i = 0; i < group_count; ++i) {
        collapsed_group const& group = groups[static_cast<std::size_t>(i)];
        int c = 0;
        while (!(plan.channel[static_cast<std::size_t>(c)] == group.channel)) ++c;
        terms.push(product(g, group.scale, channel_node(group.unknown, c)));
    }
    rest = sum(g, terms);
    if (plan.affine) rest = affine_form(g, plan, rest);
    plan.residual = split_tables(g, plan, rest);
    return plan;
}

}  // namespace lamina::graph
