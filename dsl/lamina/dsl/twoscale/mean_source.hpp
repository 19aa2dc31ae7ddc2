#pragma once

#include <lamina/dsl/twoscale/correctors.hpp>

namespace lamina::graph {

/// Stage 6: what oscillating sources f(x, y) add to the mean v(x) of u over the cell at the order eps, A* v = its
/// value, where A* is the effective operator:
///     -sum_j d_j mean(chi_j f) + mean(N f)
/// It is the mean of the order eps with u2, which no corrector gives, taken from the cell problems by parts:
/// mean(a grad_y u2)_j = mean(chi_j A0 u2), and -A0 u2 = -f + what has no share. 0 without such sources, and where A0
/// is not its own adjoint: there it takes the correctors of the adjoint.
constexpr node_id mean_source(arena& g, two_scale_orders const& orders, separated_order const& separated,
                          invariant_measure const& measure, correctors const& found) {
    scales const& s = orders.positions;
    if (!orders.form.is_scalar() || measure.m != node_id::none || found.cells == 0) return zero(g, orders.form);
    id_list sources, out;
    for (node_id const term : terms_of(g, orders.of.at(0))) {
        bool const of_u = holds(g, term, orders.u0) || holds(g, term, orders.u1) || holds(g, term, orders.u2);
        if (!of_u && uses_fast(g, term, s)) sources.push(negative(g, term));
    }
    if (sources.size == 0) return zero(g);
    node_id const f = sum(g, sources), w = found.cell[0].corrector, a0 = separated.cell_operator;
    adjoint_operator adjoint(g, s, orders.u1);
    node_id const turned = expanding::gather(g, s, adjoint(w, a0));
    if (!adjoint.exists || turned != expanding::gather(g, s, rework(g, s, a0, orders.u1, w))) return zero(g);
    for (int k = 0; k < found.cells; ++k) {
        cell_of_corrector const& cell = found.cell[static_cast<std::size_t>(k)];
        if (cell.factor.of == slow_factor::kind::source) continue;
        node_id const mean = average(g, s, distributed_product(g, cell.corrector, f));
        bool const of_gradient = cell.factor.of == slow_factor::kind::gradient;
        out.push(of_gradient ? negative(g, apply_partial(g, coordinate(g, s.slow, cell.factor.axis, s.dimension), mean))
                             : mean);
    }
    return sum(g, out);
}

}  // namespace lamina::graph
