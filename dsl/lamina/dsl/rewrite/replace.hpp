#pragma once

#include <lamina/dsl/expr/rebuild.hpp>

namespace lamina::graph {

/// `id` with every node that `rule` maps (rule(id) >= 0) replaced, outermost first, the rest rebuilt. Cost: one
/// visit of every node.
template <class Rule>
class replacement {
public:
    constexpr replacement(arena& in, Rule const& mapping) : g(in), rule(mapping) {
        for (int& m : made) m = -1;
    }
    constexpr int operator()(int id) {
        if (made[static_cast<std::size_t>(id)] >= 0) return made[static_cast<std::size_t>(id)];
        int out = rule(id);
        if (out < 0) {
            node const n = g[id];
            id_list children;
            bool changed = false;
            for (int k = 0; k < n.count; ++k) {
                children.push((*this)(g.child(id, k)));
                changed = changed || children[k] != g.child(id, k);
            }
            out = changed ? rebuild(g, n, children) : id;
        }
        return made[static_cast<std::size_t>(id)] = out;
    }

private:
    arena& g;
    Rule rule;
    std::array<int, arena::capacity> made{};
};

template <class Rule>
constexpr int replace(arena& g, int id, Rule const& rule) {
    return replacement<Rule>(g, rule)(id);
}

}  // namespace lamina::graph
