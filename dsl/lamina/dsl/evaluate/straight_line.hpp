#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <vector>

#include <lamina/dsl/evaluate/program.hpp>

namespace lamina::evaluate {

/// A straight-line program of any length, made at run time. Then literals have values: what is the same but for
/// literals of equal value, each in a slot of its own, is computed once too.
struct straight_line {
    std::vector<graph::instruction> code{};
    int size = 0;
    std::vector<int> result{};  ///< the register of each root

    straight_line() = default;
    /// Of the scalar nodes `roots` of `g`, coefficients written out
    template <class Roots>
    straight_line(graph::arena const& g, Roots const& roots) {
        sharing to{*this, g};
        code.reserve(64);
        graph::compile(g, roots, to);
    }

private:
    struct sharing {
        straight_line& to;
        graph::arena const& g;
        std::vector<char> shared{};  // the registers that more than one node has

        /// Nodes are equal in all but their literals, so only what has a shared operand can have been made before.
        int push(graph::instruction const& i) {
            bool const literal = i.kind == graph::op::literal;
            auto const has = [&](int operand) { return operand >= 0 && shared[static_cast<std::size_t>(operand)]; };
            if (literal || std::any_of(std::begin(i.of), std::end(i.of), has)) {
                auto const same = [&](graph::instruction const& made) {
                    return literal ? made.kind == i.kind && bits(made) == bits(i) : made == i;
                };
                auto const found = std::find_if(to.code.begin(), to.code.end(), same) - to.code.begin();
                if (found < to.size) {
                    shared[static_cast<std::size_t>(found)] = true;
                    return static_cast<int>(found);
                }
            }
            to.code.push_back(i), shared.push_back(false);
            return to.size++;
        }
        void returns(int of_root) { to.result.push_back(of_root); }
        [[nodiscard]] std::uint64_t bits(graph::instruction const& literal) const {
            return std::bit_cast<std::uint64_t>(g.values[static_cast<std::size_t>(literal.a)]);
        }
    };
};

}  // namespace lamina::evaluate
