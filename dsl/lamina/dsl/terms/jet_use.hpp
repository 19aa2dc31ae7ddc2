#pragma once

#include <stdexcept>

#include <lamina/dsl/calculus/jump.hpp>
#include <lamina/dsl/rewrite/inline.hpp>
#include <lamina/dsl/rewrite/replace.hpp>
#include <lamina/dsl/terms/jets.hpp>

namespace lamina::graph {

namespace planning {

constexpr bool is_trained(arena const& g, node_id id) {
    return g[id].kind == op::parameter && g[id].a == 1;
}

/// True if `id` changes with theta.
constexpr bool varies(arena const& g, node_id id) {
    if (g[id].kind == op::channel || is_trained(g, id)) return true;
    for (int k = 0; k < g[id].count; ++k)
        if (varies(g, g.child(id, k))) return true;
    return false;
}

/// Coefficients in which a jet or a trained parameter stands, written out: an entry that is the same everywhere too.
constexpr node_id inline_varying(arena& g, node_id root, bool has_trained) {
    return replace(g, root, [&](node_id id) {
        if (g[id].kind != op::call && g[id].kind != op::entry) return node_id::none;
        if (g[id].kind == op::call && !g[id].form.is_scalar()) return node_id::none;
        if (!has_jet(g, id) && !has_trained) return node_id::none;
        node_id const written_out = inline_calls(g, id);
        return has_jet(g, id) || varies(g, written_out) ? written_out : node_id::none;
    });
}

/// True if the node `channel` stands in a function or in a power that is not natural, where it cannot become 0. The
/// derivative need not show it: that of u (1 / u + x) is x.
constexpr bool in_function(arena const& g, node_id id, node_id channel, bool inside = false) {
    if (id <= channel) return id == channel && inside;  // a node is made after what is in it
    node const& n = g[id];
    bool const polynomial = n.kind == op::sum || n.kind == op::product || n.kind == op::where ||
                            (n.kind == op::power && n.a > 0 && n.b == 1);
    for (int k = 0; k < n.count; ++k)
        if (in_function(g, g.child(id, k), channel, inside || !polynomial)) return true;
    return false;
}

/// A jet in a residual: d^alpha of an unknown. If it enters linearly, `coefficient` is what stands before it.
struct jet_use {
    multi_index alpha{};
    int residual = 0;
    int unknown = 0;
    node_id coefficient = node_id::none;
    bool linear = false;
    int group = -1;  ///< of the jets that become one channel with it
};

/// The jets of all residuals. Jet k stands in its residual as `channel` node stand_in(k).
struct jet_uses {
    static constexpr int capacity = 2 * id_list::capacity;
    int size = 0;
    std::array<jet_use, capacity> at{};
    constexpr jet_use& operator[](int k) { return at[static_cast<std::size_t>(k)]; }
    constexpr jet_use const& operator[](int k) const { return at[static_cast<std::size_t>(k)]; }
    static constexpr node_id stand_in(arena& g, int k) { return g.add({.kind = op::channel, .a = 1000 + k}); }
    /// The jet whose stand-in is `id`
    static constexpr int of(arena const& g, node_id id) { return static_cast<int>(g[id].a) - 1000; }
};

/// Adds the jets of a residual, in which all vector operations may still stand. Returns it in their stand-ins.
constexpr node_id read_jets(arena& g, int residual, node_id root, unknown_table const& unknowns, jet_uses& uses) {
    root = inline_varying(g, scalarize(g, root), unknowns.trained_count > 0);
    root = scalarize(g, root);  // what stood in the arguments of coefficients
    id_list const jets = jets_of(g, root, unknowns);
    int const first = uses.size;
    for (int k = 0; k < jets.size; ++k) {
        if (uses.size == jet_uses::capacity)
            throw std::length_error("lamina: the equations have more derivatives than jet_uses holds");
        jet_use& use = uses[uses.size++];
        use.alpha = directions_of(g, jets[k], unknowns.dimension);
        use.residual = residual;
        use.unknown = unknown_index(g, jets[k], unknowns);
        if (use.unknown < 0) throw std::logic_error("lamina: a residual of an unknown that no equation contains");
    }
    node_id const r = replace(g, root, [&](node_id id) {
        for (int k = 0; k < jets.size; ++k)
            if (jets[k] == id) return uses.stand_in(g, first + k);
        return node_id::none;
    });
    for (int k = first; k < uses.size; ++k) {
        node_id const u = uses.stand_in(g, k);
        uses[k].coefficient = derivative(g, r, u);
        uses[k].linear = !varies(g, uses[k].coefficient) && !decides(g, r, u) && !in_function(g, r, u);
    }
    return r;
}

}  // namespace planning

}  // namespace lamina::graph
