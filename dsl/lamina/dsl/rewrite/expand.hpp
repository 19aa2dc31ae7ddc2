#pragma once

#include <lamina/dsl/expr/rebuild.hpp>

namespace lamina::graph {

/// Integer powers of sums up to this one are multiplied out.
inline constexpr long largest_expanded_power = 8;

/// One pass of `expand`, children first.
class expansion {
public:
    constexpr explicit expansion(arena& in) : g(in) {}

    constexpr node_id operator()(node_id id) {
        if (node_id const known{made[static_cast<std::size_t>(id)] - 1}; known != node_id::none) return known;
        node const n = g[id];
        id_list children;
        bool changed = false, sums = false;
        for (int k = 0; k < n.count; ++k) {
            children.push((*this)(g.child(id, k)));
            changed = changed || children[k] != g.child(id, k);
            sums = sums || g[children[k]].kind == op::sum;
        }
        if (!changed && !sums) {
            made[static_cast<std::size_t>(id)] = static_cast<int>(id) + 1;
            return id;
        }
        node_id out = node_id::none;
        if (n.kind == op::product) out = multiplied_out(children);
        else if (n.kind == op::power && n.b == 1 && n.a > 1 && n.a <= largest_expanded_power &&
                 g[children[0]].kind == op::sum) {
            id_list factors;
            for (long k = 0; k < n.a; ++k) factors.push(children[0]);
            out = multiplied_out(factors);
        } else if (is_linear(n.kind) && g[children[0]].kind == op::sum) {
            id_list terms;
            id_list const parts = g.children(children[0]);
            for (int k = 0; k < parts.size; ++k) {
                children[0] = parts[k];
                terms.push(rebuild(g, n, children));
            }
            out = sum(g, terms);
        } else if (n.kind == op::dot && (g[children[0]].kind == op::sum || g[children[1]].kind == op::sum)) {
            id_list terms;
            for (node_id const p : terms_of(children[0]))
                for (node_id const q : terms_of(children[1])) terms.push(dot(g, p, q));
            out = sum(g, terms);
        } else {
            out = rebuild(g, n, children);
        }
        made[static_cast<std::size_t>(id)] = static_cast<int>(out) + 1;
        return out;
    }

private:
    arena& g;
    int made[arena::capacity]{};  ///< id + 1, 0: not yet

    static constexpr bool is_linear(op kind) {
        return kind == op::grad || kind == op::div || kind == op::lap || kind == op::partial || kind == op::mean;
    }
    [[nodiscard]] constexpr id_list terms_of(node_id id) const {
        return g[id].kind == op::sum ? g.children(id) : ids(id);
    }
    /// The sum over all choices of one term from each factor; like terms are collected factor by factor.
    constexpr node_id multiplied_out(id_list const& factors) {
        node_id out = node_id::none;
        for (int k = 0; k < factors.size; ++k) {
            if (out == node_id::none) {
                out = factors[k];
                continue;
            }
            if (g[out].kind != op::sum && g[factors[k]].kind != op::sum) {
                out = product(g, out, factors[k]);
                continue;
            }
            id_list terms;
            for (node_id const p : terms_of(out))
                for (node_id const q : terms_of(factors[k])) terms.push(product(g, p, q));
            out = sum(g, terms);
        }
        return out;
    }
};

/// `id` as a sum of products: products and small integer powers of sums multiplied out, linear operators (grad,
/// div, lap, partial, mean, dot) applied term by term. Cost: the number of terms that come out; throws (at compile
/// time: an error) if one sum gets more terms than `id_list` holds.
constexpr node_id expand(arena& g, node_id id) {
    while (true) {
        node_id const next = expansion(g)(id);
        if (next == id) return id;
        id = next;
    }
}

}  // namespace lamina::graph
