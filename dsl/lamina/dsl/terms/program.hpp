#pragma once

#include <stdexcept>

#include <lamina/dsl/expr/arena.hpp>

namespace lamina::graph {

/// One step of a straight-line program: register k = kind applied to registers x, y; a / b as in the node.
struct instruction {
    op kind{};
    long a = 0;
    long b = 0;
    int x = -1;
    int y = -1;
    int then = -1;  ///< of where
    int otherwise = -1;
};

/// Expressions in channels, tables and constants as a straight-line program without repeated work: sums and
/// products are binary, every distinct subexpression is computed once. `result[i]` is the register of root i.
struct program {
    static constexpr int capacity = 400;
    std::array<instruction, capacity> code{};
    int size = 0;
    id_list result{};
};

constexpr program compile(arena const& g, id_list const& roots) {
    program p;
    int made[arena::capacity]{};  // register + 1, 0: not yet
    auto emit = [&](instruction const& i) {
        if (p.size == program::capacity)
            throw std::length_error("lamina: a pointwise function of more than 400 operations");
        p.code[static_cast<std::size_t>(p.size)] = i;
        return p.size++;
    };
    auto visit = [&](auto& self, int id) -> int {
        int& known = made[static_cast<std::size_t>(id)];
        if (known > 0) return known - 1;
        node const n = g[id];
        int out = -1;
        if (n.kind == op::sum || n.kind == op::product) {
            out = self(self, g.child(id, 0));
            for (int k = 1; k < n.count; ++k) {
                int const next = self(self, g.child(id, k));
                out = emit({.kind = n.kind, .x = out, .y = next});
            }
        } else if (n.kind == op::where) {
            int const p = self(self, g.child(id, 0)), q = self(self, g.child(id, 1));
            int const then = self(self, g.child(id, 2)), otherwise = self(self, g.child(id, 3));
            out = emit({n.kind, n.a, n.b, p, q, then, otherwise});
        } else if (n.count > 0) {  // a power, or an elementary function
            int const x = self(self, g.child(id, 0)), y = n.count > 1 ? self(self, g.child(id, 1)) : -1;
            out = emit({.kind = n.kind, .a = n.a, .b = n.b, .x = x, .y = y});
        } else {
            out = emit({.kind = n.kind, .a = n.a, .b = n.b});
        }
        known = out + 1;
        return out;
    };
    for (int k = 0; k < roots.size; ++k) p.result.push(visit(visit, roots[k]));
    return p;
}

}  // namespace lamina::graph
