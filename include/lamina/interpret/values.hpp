#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <functional>
#include <variant>
#include <vector>

#include <xtensor/xtensor.hpp>

#include <lamina/dsl/evaluate/straight_line.hpp>
#include <lamina/interpret/block_step.hpp>

/// The interpreter of straight-line programs at many points, a block of them at a time.
namespace lamina::interpret {

/// Points first, ..., first + count - 1
struct block {
    static constexpr std::size_t capacity = 256;
    std::size_t first, count;
};

/// Writes the values of a leaf at the points of a block, shape (count,). Of a table, `operand[i]`, shape (count,), is
/// where it is looked up; other leaves have no operands.
template <class V>
using filling = std::function<void(block where, V const* const* operand, V* out)>;

/// What stands for a leaf: one number at all points, or values that vary
template <class V>
using leaf = std::variant<V, filling<V>>;

/// The results of a program of nodes of `g` at points 0 .. points - 1, shape (results, points), in any numbers V that
/// `evaluate` takes. `leaf_of(id)` is asked once for each leaf. Cost: one operation for each distinct subexpression and
/// point, but one in all for what is the same at all points; memory: a block of each, beside the results.
template <class V>
xt::xtensor<V, 2> values(graph::arena const& g, evaluate::straight_line const& program, std::size_t points,
                         std::function<leaf<V>(graph::node_id id)> const& leaf_of) {
    auto const size = static_cast<std::size_t>(program.size);
    std::size_t const width = whole_groups(std::min(points, block::capacity));
    std::vector<V> number(size), registers(size * width);
    std::vector<filling<V>> fill(size);
    std::vector<bool> varies(size, false);
    auto const row = [&](int k) { return registers.data() + static_cast<std::size_t>(k) * width; };
    for (std::size_t k = 0; k < size; ++k) {
        graph::instruction const& i = program.code[k];
        auto const changes = [&](int operand) { return operand >= 0 && varies[static_cast<std::size_t>(operand)]; };
        varies[k] = std::ranges::any_of(i.of, changes);
        if (i.leaf != graph::node_id::none) {
            leaf<V> found = leaf_of(i.leaf);
            varies[k] = found.index() == 1;
            if (varies[k]) fill[k] = std::get<1>(std::move(found));
            else number[k] = std::get<0>(found);
        } else if (!varies[k]) {
            number[k] = evaluate::step(g, i, number.data());
        }
        if (!varies[k]) std::fill_n(row(static_cast<int>(k)), width, number[k]);
    }
    auto out = xt::xtensor<V, 2>::from_shape({program.result.size(), points});
    for (std::size_t first = 0; first < points; first += block::capacity) {
        block const here{first, std::min(points - first, block::capacity)};
        for (std::size_t k = 0; k < size; ++k) {
            if (!varies[k]) continue;
            graph::instruction const& i = program.code[k];
            std::array<V const*, 4> operand{};
            for (std::size_t j = 0; j < 4 && i.of[j] >= 0; ++j) operand[j] = row(i.of[j]);
            if (i.leaf != graph::node_id::none) fill[k](here, operand.data(), row(static_cast<int>(k)));
            else block_step(i, here.count, operand.data(), row(static_cast<int>(k)));
        }
        for (std::size_t r = 0; r < program.result.size(); ++r)
            std::copy_n(row(program.result[r]), here.count, out.data() + r * points + first);
    }
    return out;
}

extern template xt::xtensor<double, 2> values(graph::arena const&, evaluate::straight_line const&, std::size_t,
                                              std::function<leaf<double>(graph::node_id)> const&);

}  // namespace lamina::interpret
