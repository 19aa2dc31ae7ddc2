#pragma once

#include <string_view>

#include <lamina/dsl/twoscale/ansatz.hpp>
#include <lamina/dsl/twoscale/gather.hpp>
#include <lamina/dsl/twoscale/in_time.hpp>
#include <lamina/dsl/twoscale/invariant_measure.hpp>

namespace lamina::graph {

/// One corrector: u1 contains corrector(y) * slow, and the corrector solves cell = 0.
struct corrector_part {
    int slow = -1;       ///< d u0 / dx_j, or u0; of a vector d u0_k / dx_j; of a source what depends on x and t only
    int fast = -1;       ///< what multiplies it in the order 1 / eps
    int corrector = -1;  ///< the unknown: chi (chi_0, chi_1, ...) for a gradient, N for u0, S for a source; of a vector
                         ///< N_kj
    int cell = -1;       ///< A0[corrector] + fast, gathered
    int direction = -1;  ///< j, or -1 for u0, or -2 - k for the k-th source; of a vector D k + j
    int as = -1;         ///< the part before it that has the same fast part, and so the same corrector, or -1
};

/// The two-scale expansion of a residual, read off the orders of eps. All members are nodes of the arena.
struct two_scale_expansion {
    static constexpr int max_correctors = 9;
    refusal why = refusal::none;
    std::array<int, 3> order{};  ///< eps^-2, eps^-1, eps^0, with u0 = u0(x)
    std::array<corrector_part, max_correctors> part{};
    int parts = 0;
    int corrector = -1;         ///< u1
    int leading = -1;           ///< u0
    int measure = -1;           ///< m, the weight of all averages, or -1 where it is 1
    int measure_cell = -1;      ///< A0*[m], gathered
    scales positions{};
    int effective = -1;         ///< the effective residual in u0
    id_list requirements{};     ///< averages that must be 0 for the cell problems to have solutions
    bool slow_cells = false;    ///< the correctors depend on x too
};

/// N_00, N_01, ...: the names of the correctors of the derivatives d u0_k / dx_j of a vector
inline constexpr auto mode_names = [] {
    std::array<std::array<char, 4>, 90> out{};
    for (std::size_t k = 0; k < out.size(); ++k)
        out[k] = {'N', '_', static_cast<char>('0' + k / 10), static_cast<char>('0' + k % 10)};
    return out;
}();
/// S, S_1, S_2, ...: the names of the correctors of sources
inline constexpr std::array<std::string_view, two_scale_expansion::max_correctors> source_names{
    "S", "S_1", "S_2", "S_3", "S_4", "S_5", "S_6", "S_7", "S_8"};
constexpr std::string_view mode_name(int direction, int dimension) {
    return {mode_names[static_cast<std::size_t>(direction / dimension * 10 + direction % dimension)].data(), 4};
}

/// The highest order of the derivatives in space of anything at or below `id`
constexpr int order_in_space(arena const& g, int id) {
    node const& n = g[id];
    int below = 0;
    for (int k = 0; k < n.count; ++k)
        if (int const order = order_in_space(g, g.child(id, k)); order > below) below = order;
    if (n.kind == op::lap) return below + 2;
    if (n.kind == op::grad || n.kind == op::div) return below + 1;
    if (n.kind != op::partial) return below;
    for (int k = 1; k < n.count; ++k) below += is_in_space(g, g.child(id, k)) ? 1 : 0;
    return below;
}
/// Why the equation `root` has orders of eps that u0 does not cancel
constexpr refusal of_low_order(arena const& g, int root) {
    return order_in_space(g, root) > 2 ? refusal::high_order : refusal::low_order;
}

/// Expands the residual `root` of one unknown and derives cell problems, corrector and effective equation:
///   1. the orders eps^-2, eps^-1, eps^0 of the residual; eps^-2 vanishes because u0 = u0(x);
///   2. in eps^-1 the terms with u1 are A0 u1; every other term is a slow part, with u0 or of a source, times a
///      fast part; each distinct slow part has one corrector, with cell problem A0[corrector] + fast part = 0. Of a
///      vector the slow parts are all derivatives d u0_k / dx_j: no symmetry is assumed. Those with equal fast parts
///      share a corrector, so that an equation in sym(grad(u)) has one for each strain;
///   3. where A0 does not conserve because of a drift, all averages carry the invariant measure m, A0*[m] = 0;
///   4. a fast part whose average does not vanish identically is a requirement;
///   5. the effective equation is the average of eps^0 with u1 replaced; u2 drops out by itself.
constexpr two_scale_expansion expand_two_scale(arena& g, int root, int eps_name) {
    using namespace expanding;
    two_scale_expansion out;
    int u = -1;
    for (int id = 0; id < g.size; ++id)
        if (g[id].kind == op::unknown) out.why = u < 0 ? refusal::none : refusal::several_unknowns, u = id;
    if (out.why != refusal::none) return out;
    if (g[u].form != g[root].form) {
        out.why = refusal::shapes_differ;
        return out;
    }
    node const where = g[g.child(u, 0)];
    if (nonlinear_in_gradient(g, root, u)) {
        out.why = refusal::nonlinear;
        return out;
    }
    scales const s{where.name, g.name("y"), static_cast<int>(where.b)};
    ansatz from(g, s, eps_name, u);
    out.leading = from.u0;
    out.positions = s;
    eps_series const series = from.expand(root);
    out.why = from.why == refusal::low_order ? of_low_order(g, root) : from.why;
    if (out.why != refusal::none) return out;
    for (int k = 0; k < 3; ++k) out.order[static_cast<std::size_t>(k)] = series.at(k - 2);

    bool any_fast = false;
    for (int k = -4; k <= 0; ++k) {
        id_list const terms = terms_of(g, series.at(k));
        for (int t = 0; t < terms.size; ++t) {
            auto look = [&](auto& self, int id) -> void {
                node const& n = g[id];
                if (n.kind == op::unknown) return;
                bool const differential_kind = n.kind == op::grad || n.kind == op::div || n.kind == op::lap;
                if (!differential_kind && (n.kind == op::coordinate || n.kind == op::position) && n.name == s.fast)
                    any_fast = true;
                int const last = n.kind == op::partial ? 1 : n.count;
                for (int j = 0; j < last; ++j) self(self, g.child(id, j));
            };
            look(look, terms[t]);
        }
    }
    if (!any_fast) {
        out.why = refusal::no_fast_variable;
        return out;
    }
    for (int k = eps_series::lowest; k <= -2; ++k) {
        if (is_zero(g, series.at(k))) continue;
        out.why = of_low_order(g, root);
        return out;
    }
    if (!linear_in(g, series.at(-1), from.u1)) {
        out.why = refusal::nonlinear;
        return out;
    }

    // Separation of the order 1 / eps.
    bool const is_vector = !g[u].form.is_scalar();
    int cell_operator = zero(g, g[root].form);
    id_list const terms = terms_of(g, series.at(-1));
    for (int t = 0; t < terms.size; ++t) {
        if (is_zero(g, terms[t])) continue;
        if (holds(g, terms[t], from.u1)) {
            cell_operator = sum(g, cell_operator, terms[t]);
            continue;
        }
        id_list slow, fast;
        id_list const factors = factors_of(g, terms[t]);
        for (int k = 0; k < factors.size; ++k)
            (holds(g, factors[k], from.u0) ? slow : fast).push(factors[k]);
        if (slow.size == 0 && !is_vector) {  // a source: what depends on x or time only goes in front
            fast = {};
            for (int k = 0; k < factors.size; ++k) {
                bool const varies = contains(g, factors[k], op::coordinate) || contains(g, factors[k], op::position);
                (varies && !uses_fast(g, factors[k], s) ? slow : fast).push(factors[k]);
            }
            slow.push(number(g, 1));
        }
        if (slow.size == 0) {
            out.why = refusal::unbalanced_source;
            return out;
        }
        for (int k = 0; k < slow.size; ++k)
            if (!g[slow[k]].form.is_scalar()) {
                out.why = refusal::vector_reaction;
                return out;
            }
        int const slow_part = product(g, slow);
        if (uses_fast(g, slow_part, s)) {
            out.why = refusal::nonlinear;
            return out;
        }
        int at = 0;
        while (at < out.parts && out.part[static_cast<std::size_t>(at)].slow != slow_part) ++at;
        if (at == out.parts) {
            if (out.parts == two_scale_expansion::max_correctors) {
                out.why = refusal::nonlinear;
                return out;
            }
            out.part[static_cast<std::size_t>(out.parts++)] = {slow_part, zero(g, g[root].form)};
        }
        corrector_part& part = out.part[static_cast<std::size_t>(at)];
        part.fast = sum(g, part.fast, product(g, fast));
    }
    if (is_zero(g, cell_operator)) {
        out.why = refusal::no_cell_operator;
        return out;
    }
    // Gradient correctors in the order of their directions, then the reaction's, then those of sources.
    int sources = 0;
    for (int k = 0; k < out.parts; ++k) {
        corrector_part& part = out.part[static_cast<std::size_t>(k)];
        node const n = g[part.slow];
        int const of = n.kind == op::partial && n.count == 2 ? g.child(part.slow, 0) : -1;
        bool const of_component = of >= 0 && g[of].kind == op::entry && g.child(of, 0) == from.u0;
        if (of == from.u0 || of_component)
            part.direction = static_cast<int>(g[g.child(part.slow, 1)].a +
                                              (of_component ? s.dimension * g[of].a : 0));
        else if (!holds(g, part.slow, from.u0)) {
            if (!uses_fast(g, part.fast, s)) {
                out.why = refusal::unbalanced_source;
                return out;
            }
            part.direction = -2 - sources++;
        } else if (part.slow != from.u0 || is_vector) {
            out.why = is_vector ? refusal::vector_reaction : refusal::nonlinear;
            return out;
        }
        out.slow_cells = out.slow_cells || uses_slow(g, part.fast, s);
    }
    for (int i = 1; i < out.parts; ++i)
        for (int j = i; j > 0; --j) {
            corrector_part& p = out.part[static_cast<std::size_t>(j - 1)];
            corrector_part& q = out.part[static_cast<std::size_t>(j)];
            auto const place = [](int direction) { return direction < 0 ? 1000 - direction : direction; };
            if (place(q.direction) >= place(p.direction)) break;
            corrector_part const swap = p;
            p = q, q = swap;
        }
    id_list where_cell;
    // A0 depends on x if a coefficient does, beside u1 itself.
    auto coefficients_slow = [&](auto& self, int id) -> bool {
        if (g[id].kind == op::unknown) return false;
        if ((g[id].kind == op::coordinate || g[id].kind == op::position) && g[id].name == s.slow) return true;
        for (int k = 0; k < g[id].count; ++k)
            if (self(self, g.child(id, k))) return true;
        return false;
    };
    out.slow_cells = out.slow_cells || coefficients_slow(coefficients_slow, cell_operator);
    if (out.slow_cells) where_cell.push(position(g, s.slow, s.dimension));
    where_cell.push(position(g, s.fast, s.dimension));

    int const own = average(g, s, cell_operator);  // what A0 does not conserve
    if (!is_zero(g, own)) {
        if (is_vector) {
            out.why = refusal::not_divergence_form;
            return out;
        }
        if (!first_order_only(g, s, cell_operator, from.u1)) {
            out.why = refusal::not_divergence_form;
            return out;
        }
        out.measure = g.add({.kind = op::unknown, .name = g.name("m")}, where_cell);
        adjoint_operator adjoint(g, s, from.u1);
        out.measure_cell = gather(g, s, adjoint(out.measure, cell_operator));
        if (!adjoint.exists || !is_zero(g, average(g, s, out.measure_cell))) {
            out.why = refusal::not_divergence_form;
            return out;
        }
    }

    constexpr std::array<std::string_view, 3> chi{"chi_0", "chi_1", "chi_2"};
    id_list corrector;
    for (int k = 0; k < out.parts; ++k) {
        corrector_part& part = out.part[static_cast<std::size_t>(k)];
        for (int j = 0; j < k && is_vector && part.as < 0; ++j)
            if (out.part[static_cast<std::size_t>(j)].fast == part.fast) part.as = j;
        if (part.as >= 0) {
            corrector_part const& same = out.part[static_cast<std::size_t>(part.as)];
            corrector.push(product(g, part.slow, same.corrector));
            continue;
        }
        std::string_view const name = is_vector              ? mode_name(part.direction, s.dimension)
                                      : part.direction == -1 ? std::string_view("N")
                                      : part.direction < 0 ? source_names[static_cast<std::size_t>(-2 - part.direction)]
                                      : s.dimension == 1 ? std::string_view("chi")
                                                         : chi[static_cast<std::size_t>(part.direction)];
        part.corrector = g.add({.kind = op::unknown, .name = g.name(name), .form = g[u].form}, where_cell);
        int const applied = rework(g, s, cell_operator, from.u1, part.corrector);
        int const needed = weighted_average(g, s, out.measure, part.fast);
        if (!is_zero(g, needed) && is_vector) {
            out.why = refusal::not_divergence_form;
            return out;
        }
        if (!is_zero(g, needed)) out.requirements.push(needed);
        part.cell = gather(g, s, sum(g, applied, part.fast));
        corrector.push(product(g, part.corrector, part.slow));
    }
    out.corrector = sum(g, corrector);
    // The average of A0 u2 is 0: identically where A0 conserves, else by the choice of the weight.
    int bounded = out.measure < 0 ? without_fast_divergences(g, s, series.at(0)) : series.at(0);
    if (holds(g, bounded, from.u2))
        bounded = difference(g, series.at(0), rework(g, s, cell_operator, from.u1, from.u2));
    out.effective = weighted_average(g, s, out.measure, rework(g, s, bounded, from.u1, out.corrector));
    if (holds(g, out.effective, from.u2) || holds(g, out.effective, from.u1)) out.why = refusal::not_divergence_form;
    bool time = g[u].count > 1 && (averages_in_time(g, out.effective) ||
                                   (out.measure >= 0 && varies_in_time(g, out.measure_cell)));
    for (int k = 0; k < out.parts && g[u].count > 1 && !time; ++k) {
        int const cell = out.part[static_cast<std::size_t>(k)].cell;
        time = cell >= 0 && varies_in_time(g, cell);
    }
    if (time) out.why = refusal::time_in_a_cell;
    return out;
}

}  // namespace lamina::graph
