#pragma once

#include <lamina/dsl/twoscale/measure.hpp>

namespace lamina::graph {

/// A corrector and its cell problem A0[corrector] + fast = 0
struct cell_of_corrector {
    slow_factor factor{};
    node_id corrector = node_id::none;  ///< the unknown, called as `name_of` says
    node_id cell = node_id::none;       ///< A0[corrector] + fast, gathered
};

struct correctors {
    refusal why = refusal::none;
    std::array<cell_of_corrector, separated_order::max_parts> cell{};
    int cells = 0;
    std::array<int, separated_order::max_parts> solved_by{};  ///< the cell of each part of the separated order
    node_id u1 = node_id::none;                               ///< sum of corrector * slow
    id_list requirements{};  ///< averages of fast parts that must be 0 for the cell problems to have solutions
};

/// Stage 4: a corrector for each slow part; of a vector those with equal fast parts share one, so that an equation in
/// sym(grad(u)) has one for each strain. A fast part whose average does not vanish identically is a requirement.
constexpr correctors correctors_of(arena& g, two_scale_orders const& orders, separated_order const& separated,
                                   invariant_measure const& measure) {
    using namespace expanding;
    scales const& s = orders.positions;
    bool const is_vector = !orders.form.is_scalar();
    correctors out;
    id_list terms;
    for (int k = 0; k < separated.parts; ++k) {
        slow_and_fast const& part = separated.part[static_cast<std::size_t>(k)];
        int& cell = out.solved_by[static_cast<std::size_t>(k)];
        int same = k;
        for (int j = k - 1; j >= 0 && is_vector; --j)
            if (separated.part[static_cast<std::size_t>(j)].fast == part.fast) same = j;
        if (same < k) {
            cell = out.solved_by[static_cast<std::size_t>(same)];
            terms.push(product(g, part.slow, out.cell[static_cast<std::size_t>(cell)].corrector));
            continue;
        }
        std::string_view const name = name_of(part.factor, s.dimension, is_vector);
        node_id const corrector =
            g.add({.kind = op::unknown, .name = g.name(name), .form = orders.form}, separated.arguments);
        node_id const applied = rework(g, s, separated.cell_operator, orders.u1, corrector);
        node_id const needed = weighted_average(g, s, measure.m, part.fast);
        if (!is_zero(g, needed) && is_vector) return {.why = refusal::not_divergence_form};
        if (!is_zero(g, needed)) out.requirements.push(needed);
        cell = out.cells++;
        out.cell[static_cast<std::size_t>(cell)] = {part.factor, corrector, gather(g, s, sum(g, applied, part.fast))};
        terms.push(product(g, corrector, part.slow));
    }
    out.u1 = sum(g, terms);
    return out;
}

}  // namespace lamina::graph
