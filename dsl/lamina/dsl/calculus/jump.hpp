#pragma once

#include <lamina/dsl/calculus/derivative.hpp>

/// Where an expression may jump, and whether a derivative acts there.
namespace lamina::graph {

/// True if the value of `id` varies from point to point.
constexpr bool varies_by_point(arena const& g, int id) {
    switch (g[id].kind) {
        case op::coordinate:
        case op::position:
        case op::argument:
        case op::unknown:
        case op::field:
        case op::channel: return true;
        default: break;
    }
    for (int k = 0; k < g[id].count; ++k)
        if (varies_by_point(g, g.child(id, k))) return true;
    return false;
}

/// True if `id` is itself a choice whose condition varies, a table, or a coefficient with either in its body that
/// is not declared differentiable.
constexpr bool is_jump(arena const& g, int id) {
    node const& n = g[id];
    if (n.kind == op::sampled) return true;
    if (n.kind == op::where) return varies_by_point(g, g.child(id, 0)) || varies_by_point(g, g.child(id, 1));
    if (n.kind != op::call) return false;
    function const& f = g.functions[static_cast<std::size_t>(n.a)];
    if (f.declared.differentiable) return false;
    auto inside = [&](auto& self, int at) -> bool {
        if (is_jump(g, at)) return true;
        for (int k = 0; k < g[at].count; ++k)
            if (self(self, g.child(at, k))) return true;
        return false;
    };
    return inside(inside, f.body);
}

/// True if the condition of a choice in `id` holds the node `channel`: no derivative shows that dependence.
constexpr bool decides(arena const& g, int id, int channel, bool in_condition = false) {
    if (id <= channel) return id == channel && in_condition;  // a node is made after what is in it
    for (int k = 0; k < g[id].count; ++k)
        if (decides(g, g.child(id, k), channel, in_condition || (g[id].kind == op::where && k < 2))) return true;
    return false;
}

/// A part of `id` that may jump along the position `name`; -1: there is none.
constexpr int jump_along(arena const& g, int id, int name) {
    if (!depends_on(g, id, name)) return -1;
    if (is_jump(g, id)) return id;
    for (int k = 0; k < g[id].count; ++k)
        if (int const found = jump_along(g, g.child(id, k), name); found >= 0) return found;
    return -1;
}

/// A part of `id`, derivatives as written, that may jump and is differentiated; -1: there is none.
constexpr int differentiated_jump(arena const& g, int id) {
    node const& n = g[id];
    int found = -1;
    if (n.kind == op::grad || n.kind == op::div || n.kind == op::lap) found = jump_along(g, g.child(id, 0), n.name);
    if (n.kind == op::partial)
        for (int k = 1; k < n.count && found < 0; ++k)
            found = jump_along(g, g.child(id, 0), g[g.child(id, k)].name);
    if (n.kind == op::call && n.b != 0 && is_jump(g, id)) found = id;
    for (int k = 0; k < n.count && found < 0; ++k) found = differentiated_jump(g, g.child(id, k));
    return found;
}
/// The first of some expressions
constexpr int differentiated_jump(arena const& g, id_list const& roots) {
    int found = -1;
    for (int i = 0; i < roots.size && found < 0; ++i) found = differentiated_jump(g, roots[i]);
    return found;
}

}  // namespace lamina::graph
