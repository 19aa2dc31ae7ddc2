#pragma once

#include <lamina/dsl/calculus/derivative.hpp>

/// Where an expression may jump, and whether a derivative acts there.
namespace lamina::graph {

/// True if the value of `id` varies from point to point.
constexpr bool varies_by_point(arena const& g, node_id id) {
    switch (g[id].kind) {
        case op::coordinate:
        case op::position:
        case op::argument:
        case op::unknown:
        case op::field:
        case op::channel:
            return true;
        default:
            break;
    }
    for (int k = 0; k < g[id].count; ++k)
        if (varies_by_point(g, g.child(id, k))) return true;
    return false;
}

/// How often `id` itself, whatever is in it, may be differentiated before a jump of a derivative counts: not at all a
/// choice whose condition varies, a table, or a sign; once what has a kink, such as |x|; n times its power n; a
/// coefficient that is not declared differentiable as often as what is in its body.
constexpr int derivatives_of(arena const& g, node_id id) {
    node const& n = g[id];
    if (n.kind == op::sampled) return 0;
    if (n.kind == op::where && !is_limit(n) &&
        (varies_by_point(g, g.child(id, 0)) || varies_by_point(g, g.child(id, 1))))
        return 0;
    if (elementary::is_function(n.kind) && varies_by_point(g, id)) return elementary::describe(n.kind).derivatives;
    if (n.kind == op::power && n.b == 1 && n.a > 1 && derivatives_of(g, g.child(id, 0)) == 1)
        return static_cast<int>(n.a);
    if (n.kind != op::call) return elementary::smooth;
    function const& f = g.functions[static_cast<std::size_t>(n.a)];
    if (f.declared.differentiable) return elementary::smooth;
    auto inside = [&](auto& self, node_id at) -> int {
        int out = derivatives_of(g, at);
        if (g[at].kind == op::power && out != elementary::smooth) at = g.child(at, 0);
        for (int k = 0; k < g[at].count; ++k)
            if (int const part = self(self, g.child(at, k)); part < out) out = part;
        return out;
    };
    return inside(inside, f.body);
}

constexpr bool is_jump(arena const& g, node_id id) {
    return derivatives_of(g, id) == 0;
}

/// True if nothing in `id` is a choice or has a kink; bodies of coefficients are not looked into.
constexpr bool is_smooth(arena const& g, node_id id) {
    op const kind = g[id].kind;
    if (kind == op::where && !is_limit(g[id])) return false;
    if (elementary::is_function(kind) && elementary::describe(kind).derivatives < elementary::smooth) return false;
    for (int k = 0; k < g[id].count; ++k)
        if (!is_smooth(g, g.child(id, k))) return false;
    return true;
}

/// True if the condition of a choice in `id`, or a sign, holds the node `channel`: no derivative shows that dependence.
constexpr bool decides(arena const& g, node_id id, node_id channel, bool in_condition = false) {
    if (id <= channel) return id == channel && in_condition;  // a node is made after what is in it
    for (int k = 0; k < g[id].count; ++k)
        if (decides(g, g.child(id, k), channel,
                    in_condition || (g[id].kind == op::where && !is_limit(g[id]) && k < 2) || g[id].kind == op::sign))
            return true;
    return false;
}

/// Derivatives that act on an expression, by the positions along which they are taken; none: along what the expression
/// itself is a function of, such as the argument of a coefficient.
struct acting_derivatives {
    static constexpr int capacity = 8;
    name_id name[capacity]{};
    int size = 0;
    constexpr void add(name_id position) {
        if (size < capacity) name[size++] = position;
    }
    /// How many of them act on `id`
    [[nodiscard]] constexpr int on(arena const& g, node_id id) const {
        int count = 0;
        for (int k = 0; k < size; ++k)
            if (name[k] == name_id::none || depends_on(g, id, name[k])) ++count;
        return count;
    }
};

/// A part of `id`, derivatives as written, that is differentiated more often than it has derivatives (see
/// derivatives_of), if there is one.
constexpr node_id differentiated_jump(arena const& g, node_id id, acting_derivatives acting = {}) {
    node const& n = g[id];
    if (n.kind == op::grad || n.kind == op::div || n.kind == op::lap) acting.add(n.name);
    if (n.kind == op::lap) acting.add(n.name);
    if (n.kind == op::partial)
        for (int k = 1; k < n.count; ++k) acting.add(g[g.child(id, k)].name);
    int const allowed = derivatives_of(g, id);
    if (allowed < elementary::smooth) {
        acting_derivatives all = acting;
        if (n.kind == op::call)
            for ([[maybe_unused]] argument_component const along : call_derivatives(n.b)) all.add(name_id::none);
        if (all.on(g, id) > allowed) return id;
    }
    node_id const in =
        n.kind == op::power && allowed < elementary::smooth ? g.child(id, 0) : id;  // |x| of |x|^3 is with it
    for (int k = 0; k < g[in].count; ++k)
        if (node_id const found = differentiated_jump(g, g.child(in, k), acting); found != node_id::none) return found;
    return node_id::none;
}
/// The first of some expressions
constexpr node_id differentiated_jump(arena const& g, id_list const& roots) {
    node_id found = node_id::none;
    for (int i = 0; i < roots.size && found == node_id::none; ++i) found = differentiated_jump(g, roots[i]);
    return found;
}

}  // namespace lamina::graph
