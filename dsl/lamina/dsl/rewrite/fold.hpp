#pragma once

#include <lamina/dsl/evaluate/apply.hpp>
#include <lamina/dsl/expr/rebuild.hpp>

namespace lamina::graph {

/// `id` with the numbers of each product multiplied: 2 * 3.5 * u becomes 7 * u. For reading only, at run time:
/// a literal's value is no structure. A zero stays as a factor.
class literal_folding {
public:
    explicit literal_folding(arena& in) : g(in) { made.fill(-1); }

    int operator()(int id) {
        if (made[static_cast<std::size_t>(id)] >= 0) return made[static_cast<std::size_t>(id)];
        node const n = g[id];
        id_list children;
        for (int k = 0; k < n.count; ++k) children.push((*this)(g.child(id, k)));
        int const out = n.count == 0 ? id : n.kind == op::product ? folded(children) : rebuild(g, n, children);
        return made[static_cast<std::size_t>(id)] = out;
    }

private:
    arena& g;
    std::array<int, arena::capacity> made{};

    int folded(id_list const& factors) {
        id_list rest;
        double value = 1;
        bool any = false;
        for (int k = 0; k < factors.size; ++k) {
            node const f = g[factors[k]];
            bool const raised = f.kind == op::power && g[g.child(factors[k], 0)].kind == op::literal;
            if (f.kind == op::literal || raised) {
                double const base = g.values[static_cast<std::size_t>(raised ? g[g.child(factors[k], 0)].a : f.a)];
                value *= raised ? evaluate::power(base, f.a, f.b) : base;
                any = true;
            } else if (f.kind == op::number) {
                value *= static_cast<double>(f.a) / static_cast<double>(f.b);
            } else {
                rest.push(factors[k]);
            }
        }
        if (!any) return product(g, factors);
        double const size = value < 0 ? -value : value;
        if (size != 1 || rest.size == 0) rest.push(g.literal(size));
        if (value < 0) rest.push(number(g, -1));
        return product(g, rest);
    }
};

inline int fold_literals(arena& g, int id) { return literal_folding(g)(id); }

}  // namespace lamina::graph
