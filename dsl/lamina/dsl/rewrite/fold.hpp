#pragma once

#include <cmath>

#include <lamina/dsl/evaluate/apply.hpp>
#include <lamina/dsl/expr/rebuild.hpp>

namespace lamina::graph {

/// `id` with the numbers of each product multiplied: 2 * 3.5 * u becomes 7 * u. For reading only. Whole numbers stay
/// fractions, a zero stays as a factor.
class literal_folding {
public:
    explicit literal_folding(arena& in) : g(in) {}

    node_id operator()(node_id id) {
        if (node_id const known{made[static_cast<std::size_t>(id)] - 1}; known != node_id::none) return known;
        node const n = g[id];
        id_list children;
        for (int k = 0; k < n.count; ++k) children.push((*this)(g.child(id, k)));
        node_id const out = n.count == 0 ? id : n.kind == op::product ? folded(children) : rebuild(g, n, children);
        made[static_cast<std::size_t>(id)] = static_cast<int>(out) + 1;
        return out;
    }

private:
    arena& g;
    int made[arena::capacity]{};

    node_id folded(id_list const& factors) {
        id_list rest;
        double above = 1, below = 1;
        bool any = false;
        for (int k = 0; k < factors.size; ++k) {
            node const f = g[factors[k]];
            bool const raised = f.kind == op::power && g[g.child(factors[k], 0)].kind == op::literal;
            if (f.kind == op::literal || raised) {
                double const base = g.values[static_cast<std::size_t>(raised ? g[g.child(factors[k], 0)].a : f.a)];
                if (raised && f.a < 0) below *= evaluate::power(base, -f.a, f.b);
                else above *= raised ? evaluate::power(base, f.a, f.b) : base;
                any = true;
            } else if (f.kind == op::number) {
                above *= static_cast<double>(f.a), below *= static_cast<double>(f.b);
            } else {
                rest.push(factors[k]);
            }
        }
        if (!any) return product(g, factors);
        bool const negative = (above < 0) != (below < 0);
        above = std::abs(above), below = std::abs(below);
        auto whole = [](double v) { return v >= 1 && v < 1e9 && std::floor(v) == v; };
        if (whole(above) && whole(below)) rest.push(number(g, {static_cast<long>(above), static_cast<long>(below)}));
        else rest.push(g.literal(above / below));
        if (negative) rest.push(number(g, -1));
        return product(g, rest);
    }
};

inline node_id fold_literals(arena& g, node_id id) { return literal_folding(g)(id); }

}  // namespace lamina::graph
