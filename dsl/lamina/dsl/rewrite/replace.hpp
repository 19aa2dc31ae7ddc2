#pragma once

#include <lamina/dsl/expr/rebuild.hpp>

namespace lamina::graph {

/// `id` with every node that `rule` maps (rule(id) is not none) replaced, outermost first, the rest rebuilt. Cost: one
/// visit of every node.
template <class Rule>
class replacement {
public:
    constexpr replacement(arena& in, Rule const& mapping) : g(in), rule(mapping) {}
    constexpr node_id operator()(node_id id) {
        if (node_id const known{made[static_cast<std::size_t>(id)] - 1}; known != node_id::none) return known;
        node_id out = rule(id);
        if (out == node_id::none) {
            node const n = g[id];
            id_list children;
            bool changed = false;
            for (int k = 0; k < n.count; ++k) {
                children.push((*this)(g.child(id, k)));
                changed = changed || children[k] != g.child(id, k);
            }
            out = changed ? rebuild(g, n, children) : id;
        }
        made[static_cast<std::size_t>(id)] = static_cast<int>(out) + 1;
        return out;
    }

private:
    arena& g;
    Rule rule;
    int made[arena::capacity]{};  ///< id + 1, 0: not yet
};

template <class Rule>
constexpr node_id replace(arena& g, node_id id, Rule const& rule) {
    return replacement<Rule>(g, rule)(id);
}

}  // namespace lamina::graph
