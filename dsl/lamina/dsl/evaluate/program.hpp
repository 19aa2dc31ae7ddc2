#pragma once

#include <stdexcept>

#include <lamina/dsl/expr/function_table.hpp>

namespace lamina::graph {

/// One step of a straight-line program: register k = kind applied to the registers `of`, in the order of the node's
/// children, -1 where there are fewer; a / b as in the node.
struct instruction {
    op kind{};
    long a = 0;
    long b = 0;
    int of[4]{-1, -1, -1, -1};
    node_id leaf = node_id::none;  ///< the node, where the value is no operation on numbers
    constexpr bool operator==(instruction const&) const = default;
};

/// True for what an environment gives: everything that is not arithmetic on its children.
constexpr bool is_leaf(op kind) {
    bool const arithmetic = kind == op::number || kind == op::literal || kind == op::sum || kind == op::product ||
                            kind == op::power || kind == op::where || elementary::is_function(kind);
    return !arithmetic;
}

/// A program of bounded length, as a constant of the compiler: what `pointwise` unrolls.
struct program {
    static constexpr int capacity = 400;
    instruction code[capacity]{};
    int size = 0;
    short_list<int> result{};  ///< the register of each root

    /// The register of this step, made last
    constexpr int push(instruction const& i) {
        if (size == capacity) throw std::length_error("lamina: a pointwise function of more than 400 operations");
        code[size] = i;
        return size++;
    }
    /// Takes the register of the next root
    constexpr void returns(int made) { result.push(made); }
};

/// Appends the scalar nodes `roots` of `g`, coefficients written out, to `p` as a straight-line program without
/// repeated work: sums and products are binary, every distinct subexpression is computed once. `p.returns` takes the
/// register of each root. A table is looked up at registers; nothing else that is a leaf has operands.
template <class Program, class Roots>
constexpr void compile(arena const& g, Roots const& roots, Program& p) {
    int made[arena::capacity]{};  // register + 1, 0: not yet
    auto visit = [&](auto& self, node_id id) -> int {
        int& known = made[static_cast<std::size_t>(id)];
        if (known > 0) return known - 1;
        node const n = g[id];
        int out = -1;
        if (n.kind == op::sum || n.kind == op::product) {
            out = self(self, g.child(id, 0));
            for (int k = 1; k < n.count; ++k) {
                int const next = self(self, g.child(id, k));
                out = p.push({.kind = n.kind, .of = {out, next, -1, -1}});
            }
        } else {
            instruction i{.kind = n.kind, .a = n.a, .b = n.b};
            if (is_leaf(n.kind)) i.leaf = id;
            int const operands = n.kind == op::sampled ? n.count - 1 : is_leaf(n.kind) ? 0 : n.count;
            for (int k = 0; k < operands; ++k) i.of[k] = self(self, g.child(id, k));
            out = p.push(i);
        }
        known = out + 1;
        return out;
    };
    for (node_id const root : roots) p.returns(visit(visit, root));
}
constexpr program compile(arena const& g, id_list const& roots) {
    program p;
    compile(g, roots, p);
    return p;
}

}  // namespace lamina::graph
