#pragma once

#include <lamina/dsl/expr/rebuild.hpp>

namespace lamina::graph {

/// Integer powers of sums up to this one are multiplied out.
inline constexpr long largest_expanded_power = 8;

/// One pass of `expand`, children first.
class expansion {
public:
    constexpr explicit expansion(arena& in) : g(in) {}

    constexpr int operator()(int id) {
        if (int const known = made[static_cast<std::size_t>(id)]; known > 0) return known - 1;
        node const n = g[id];
        id_list children;
        bool changed = false, sums = false;
        for (int k = 0; k < n.count; ++k) {
            children.push((*this)(g.child(id, k)));
            changed = changed || children[k] != g.child(id, k);
            sums = sums || g[children[k]].kind == op::sum;
        }
        if (!changed && !sums) {
            made[static_cast<std::size_t>(id)] = id + 1;
            return id;
        }
        int out = -1;
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
            for (int p : terms_of(children[0]))
                for (int q : terms_of(children[1])) terms.push(dot(g, p, q));
            out = sum(g, terms);
        } else {
            out = rebuild(g, n, children);
        }
        made[static_cast<std::size_t>(id)] = out + 1;
        return out;
    }

private:
    arena& g;
    int made[arena::capacity]{};  ///< id + 1, 0: not yet

    static constexpr bool is_linear(op kind) {
        return kind == op::grad || kind == op::div || kind == op::lap || kind == op::partial || kind == op::mean;
    }
    struct range {
        id_list list;
        [[nodiscard]] constexpr int const* begin() const { return list.at; }
        [[nodiscard]] constexpr int const* end() const { return list.at + list.size; }
    };
    [[nodiscard]] constexpr range terms_of(int id) const {
        if (g[id].kind == op::sum) return {g.children(id)};
        id_list one;
        one.push(id);
        return {one};
    }
    /// The sum over all choices of one term from each factor; like terms are collected factor by factor.
    constexpr int multiplied_out(id_list const& factors) {
        int out = -1;
        for (int k = 0; k < factors.size; ++k) {
            if (out < 0) {
                out = factors[k];
                continue;
            }
            if (g[out].kind != op::sum && g[factors[k]].kind != op::sum) {
                out = product(g, out, factors[k]);
                continue;
            }
            id_list terms;
            for (int p : terms_of(out))
                for (int q : terms_of(factors[k])) terms.push(product(g, p, q));
            out = sum(g, terms);
        }
        return out;
    }
};

/// `id` as a sum of products: products and small integer powers of sums multiplied out, linear operators (grad,
/// div, lap, partial, mean, dot) applied term by term. Cost: the number of terms that come out; throws (at compile
/// time: an error) if one sum gets more terms than `id_list` holds.
constexpr int expand(arena& g, int id) {
    while (true) {
        int const next = expansion(g)(id);
        if (next == id) return id;
        id = next;
    }
}

}  // namespace lamina::graph
