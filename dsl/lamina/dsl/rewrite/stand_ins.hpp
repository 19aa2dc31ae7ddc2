#pragma once

#include <lamina/dsl/rewrite/replace.hpp>

namespace lamina::graph {

/// Channels that stand for nodes, so that `derivative` can be taken along these: number k stands for `of[k]`. Where
/// one of them is in another, the outer one counts.
struct stand_ins {
    static constexpr int first = 2000;  ///< apart from the channels of a network
    id_list of{};

    static constexpr node_id node(arena& g, int k) { return g.add({.kind = op::channel, .a = first + k}); }
    /// The number of what a node stands for, or -1
    static constexpr int number_of(arena const& g, node_id id) {
        bool const is_one = g[id].kind == op::channel && g[id].a >= first;
        return is_one ? static_cast<int>(g[id].a) - first : -1;
    }

    /// `id` with a channel in the place of each; what `keeps` holds for stays as it is.
    template <class Keeps>
    constexpr node_id put_into(arena& g, node_id id, Keeps const& keeps) const {
        for (int k = 0; k < of.size; ++k) node(g, k);  // a node is made after what is in it
        return replace(g, id, [&](node_id at) {
            for (int k = 0; k < of.size; ++k)
                if (of[k] == at) return node(g, k);
            return keeps(at) ? at : node_id::none;
        });
    }
    /// `id` with what the channels stand for in their place
    constexpr node_id put_back(arena& g, node_id id) const {
        return replace(g, id, [&](node_id at) {
            int const k = number_of(g, at);
            return k < 0 ? node_id::none : of[k];
        });
    }
    /// `id` with 0 in their place
    static constexpr node_id without(arena& g, node_id id) {
        return replace(g, id, [&](node_id at) { return number_of(g, at) < 0 ? node_id::none : number(g, 0); });
    }
};

}  // namespace lamina::graph
