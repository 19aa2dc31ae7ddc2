#pragma once

#include <cstddef>
#include <type_traits>

#include <lamina/passes/each_set/activations.hpp>
#include <lamina/passes/each_set/dense_product.hpp>
#include <lamina/passes/each_set/fixed_rule.hpp>
#include <lamina/passes/each_set/registers.hpp>
#include <lamina/passes/each_set/unroll.hpp>
#include <lamina/passes/pass_table.hpp>

/// What happens to units between two dense products where the channels are known, with the jets of a unit in registers:
/// where they fit, tile by tile of the dense product, so that the processor goes on with the next tile while it waits
/// for the activation.
namespace lamina::passes::LAMINA_SET {
namespace {

/// Jets of a cell in memory
template <std::size_t Channels, class Real>
[[gnu::always_inline]] inline void load_jet(Real const* from, lanes<Real>* to) {
    unroll<Channels>([&](auto c) __attribute__((always_inline)) {
        to[c] = lanes<Real>::load_aligned(from + c * line_size<Real>);
    });
}
template <std::size_t Channels, class Real>
[[gnu::always_inline]] inline void store_jet(lanes<Real> const* from, Real* to) {
    unroll<Channels>([&](auto c) __attribute__((always_inline)) { from[c].store_aligned(to + c * line_size<Real>); });
}

/// The operations of jet_products.hpp for known channels
template <class Channels, class Real>
struct cell_jets {
    using V = lanes<Real>;
    using rule = fixed_rule<Channels, Real>;
    using weight_registers = typename rule::weight_registers;
    static constexpr std::size_t C = rule::channels, line = line_size<Real>, cell = C * line;

    /// run(weights, offset of the cell's piece)
    template <class Run>
    [[gnu::always_inline]] static void each(std::size_t cells, Real const* q, Run&& run) {
        for (std::size_t piece = 0; piece < line; piece += V::size) {
            weight_registers const w(q + piece);
            for (std::size_t at = piece; at < cells * cell; at += cell) run(w, at);
        }
    }
    [[gnu::always_inline]] static void store_sum(V const* x, Real const* start, Real* out) {
        unroll<C>([&](auto c) __attribute__((always_inline)) {
            V const sum = start == nullptr ? x[c] : x[c] + V::load_aligned(start + c * line);
            sum.store_aligned(out + c * line);
        });
    }

    static void multiply(jet_cells cells, Real const* q, Real const* f, Real const* g, Real const* start, Real* out) {
        each(
            cells.count, q, [&](weight_registers const& w, std::size_t at) __attribute__((always_inline)) {
                V left[C], right[C], product[C];
                load_jet<C>(f + at, left), load_jet<C>(g + at, right);
                rule::multiply(left, right, w, product);
                store_sum(product, start == nullptr ? start : start + at, out + at);
            });
    }
    static void multiply_transposed(jet_cells cells, Real const* q, Real const* g, Real const* a, Real const* start,
                                    Real* out) {
        each(
            cells.count, q, [&](weight_registers const& w, std::size_t at) __attribute__((always_inline)) {
                V factor[C], adjoint[C], product[C];
                load_jet<C>(g + at, factor), load_jet<C>(a + at, adjoint);
                rule::multiply_transposed(factor, adjoint, w, product);
                store_sum(product, start == nullptr ? start : start + at, out + at);
            });
    }
    static void one_minus_square(jet_cells cells, Real const* q, Real const* h, Real* out) {
        each(
            cells.count, q, [&](weight_registers const& w, std::size_t at) __attribute__((always_inline)) {
                V value[C], slope[C];
                load_jet<C>(h + at, value);
                rule::one_minus_square(value, w, slope);
                store_jet<C>(slope, out + at);
            });
    }
};

/// Nothing follows the activation.
struct no_gate {};
/// A gate's arrays, from a number on
template <class Real>
forward_gate<Real> gate_from(forward_gate<Real> const& gate, std::size_t at) {
    return {gate.u + at, gate.difference + at, gate.gated + at};
}
template <class Real>
reverse_gate<Real> gate_from(reverse_gate<Real> const& gate, std::size_t at) {
    return {gate.difference + at, gate.first, gate.sum_u + at, gate.sum_difference + at};
}
inline no_gate gate_from(no_gate, std::size_t) {
    return {};
}

template <class Activation, class Channels, class Real>
struct unit_jets {
    using V = lanes<Real>;
    using rule = fixed_rule<Channels, Real>;
    using cells = cell_jets<Channels, Real>;
    using weight_registers = typename rule::weight_registers;
    static constexpr std::size_t C = rule::channels, line = line_size<Real>, cell = C * line, saved = Activation::saved;
    static constexpr bool slope_from_value = Activation::slope_from_value;

    /// Where a unit row fits a register tile, what follows the product has its sums in registers.
    static constexpr std::size_t groups = panel_shape::of(C, line).groups, columns = C * groups * pieces<Real>;
    static constexpr bool in_registers = pieces<Real> == 1 && columns <= widest_tile<Real>;
    static constexpr std::size_t tile_rows = in_registers ? tile_sums<Real> / columns : 1;

    /// to = phi(z) of Count cells, slopes = phi'(z) unless that follows from phi(z), and what the gate makes of phi(z);
    /// jet(i, take) calls take(z) with the jet z of cell i. Activations of some cells together: their latencies
    /// overlap.
    template <std::size_t Count, class Jet, class Gate>
    [[gnu::always_inline]] static void activate_cells(V const* value, Jet&& jet, Real* to, Real* slopes,
                                                      weight_registers const& w, Gate const& gate) {
        V s[Count * saved];
        Activation::template save<Count>(value, s);
        unroll<Count>([&](auto i) __attribute__((always_inline)) {
            constexpr std::size_t at = i * cell;
            jet(
                i, [&](V const* z) __attribute__((always_inline)) {
                    V d[max_derivative_order + 2], h[C];
                    Activation::derivatives(s + i * saved, rule::order + (slope_from_value ? 0 : 1), d);
                    rule::compose(z, d, w, h);
                    if constexpr (!std::is_same_v<Gate, no_gate>) through_gate(h, gate_from(gate, at), w);
                    store_jet<C>(h, to + at);
                    if constexpr (!slope_from_value) {
                        rule::compose(z, d + 1, w, h);
                        store_jet<C>(h, slopes + at);
                    }
                });
        });
    }
    /// gated = U + h (V - U)
    [[gnu::always_inline]] static void through_gate(V const* h, forward_gate<Real> const& gate,
                                                    weight_registers const& w) {
        V u[C], difference[C], product[C];
        load_jet<C>(gate.u, u), load_jet<C>(gate.difference, difference);
        rule::multiply(h, difference, w, product);
        unroll<C>([&](auto c) __attribute__((always_inline)) { product[c] += u[c]; });
        store_jet<C>(product, gate.gated);
    }
    /// The same where z lies in the place of phi(z)
    template <std::size_t Count, class Gate>
    [[gnu::always_inline]] static void activate_stored(Real* z, Real* slopes, weight_registers const& w,
                                                       Gate const& gate) {
        V value[Count];
        unroll<Count>([&](auto i) __attribute__((always_inline)) { value[i] = V::load_aligned(z + i * cell); });
        activate_cells<Count>(
            value,
            [&](auto i, auto&& take) __attribute__((always_inline)) {
                V jet[C];
                load_jet<C>(z + i * cell, jet);
                take(jet);
            },
            z, slopes, w, gate);
    }
    template <class Gate>
    static void activate(std::size_t count, Real const* q, Real* z, Real* slopes, Gate const& gate) {
        for (std::size_t piece = 0; piece < line; piece += V::size) {
            weight_registers const w(q + piece);
            std::size_t i = 0;
            auto const some = [&](auto together) __attribute__((always_inline)) {
                for (; i + together <= count; i += together) {
                    std::size_t const at = i * cell + piece;
                    activate_stored<together>(z + at, slopes + at, w, gate_from(gate, at));
                }
            };
            if constexpr (!in_registers) some(std::integral_constant<std::size_t, 5>{});  // else few are left for this
            some(std::integral_constant<std::size_t, 1>{});
        }
    }

    /// phi'(z) of a cell, from h = phi(z) or as it is saved
    [[gnu::always_inline]] static void load_slope(V const* h, Real const* slopes, weight_registers const& w, V* slope) {
        if constexpr (slope_from_value)
            rule::one_minus_square(h, w, slope);
        else
            load_jet<C>(slopes, slope);
    }
    /// out = dL/dz of a cell from a = dL/d(what the gate makes of h = phi(z)). All loads come before the stores.
    template <class Gate>
    [[gnu::always_inline]] static void reverse_cell(V const* a, Real const* h, Real const* slopes,
                                                    weight_registers const& w, Real* out, Gate const& gate) {
        V value[C], slope[C], adjoint[C], product[C];
        load_jet<C>(h, value);
        load_slope(value, slopes, w, slope);
        if constexpr (std::is_same_v<Gate, no_gate>) {
            rule::multiply_transposed(slope, a, w, product);
        } else {
            back_through_gate(value, a, gate, w, adjoint);
            rule::multiply_transposed(slope, adjoint, w, product);
        }
        store_jet<C>(product, out);
    }
    /// adjoint = dL/dh, and what `reverse_gate` says
    [[gnu::always_inline]] static void back_through_gate(V const* h, V const* a, reverse_gate<Real> const& gate,
                                                         weight_registers const& w, V* adjoint) {
        V difference[C], sum_u[C], sum_difference[C];
        load_jet<C>(gate.difference, difference);
        rule::multiply_transposed(difference, a, w, adjoint);
        rule::multiply_transposed(h, a, w, sum_difference);
        if (gate.first) {
            store_jet<C>(a, gate.sum_u);
        } else {
            load_jet<C>(gate.sum_u, sum_u), load_jet<C>(gate.sum_difference, difference);
            unroll<C>([&](auto c)
                          __attribute__((always_inline)) { sum_u[c] += a[c], sum_difference[c] += difference[c]; });
            store_jet<C>(sum_u, gate.sum_u);
        }
        store_jet<C>(sum_difference, gate.sum_difference);
    }
    static void times_slope(jet_cells all, Real const* q, Real const* h, Real const* slopes, Real const* dz,
                            Real* out) {
        cells::each(
            all.count, q, [&](weight_registers const& w, std::size_t at) __attribute__((always_inline)) {
                V value[C], slope[C], tangent[C], product[C];
                load_jet<C>(h + at, value), load_jet<C>(dz + at, tangent);
                load_slope(value, slopes + at, w, slope);
                rule::multiply(slope, tangent, w, product);
                store_jet<C>(product, out + at);
            });
    }
    static void times_slope_transposed(jet_cells all, Real const* q, Real const* h, Real const* slopes, Real const* a,
                                       Real* out) {
        cells::each(
            all.count, q, [&](weight_registers const& w, std::size_t at) __attribute__((always_inline)) {
                V adjoint[C];
                load_jet<C>(a + at, adjoint);
                reverse_cell(adjoint, h + at, slopes + at, w, out + at, no_gate{});
            });
    }
    static void reverse_encoders(jet_cells all, Real const* q, encoder_cells<Real> const& e) {
        cells::each(
            all.count, q, [&](weight_registers const& w, std::size_t at) __attribute__((always_inline)) {
                V u[C], v[C], a[C], b[C], slope[C], product[C];
                load_jet<C>(e.u + at, u), load_jet<C>(e.difference + at, v);
                load_jet<C>(e.sum_u + at, a), load_jet<C>(e.sum_difference + at, b);
                unroll<C>([&](auto c) __attribute__((always_inline)) { v[c] += u[c], a[c] -= b[c]; });
                load_slope(u, e.u_slopes + at, w, slope);
                rule::multiply_transposed(slope, a, w, product);
                store_jet<C>(product, e.u_adjoint + at);
                load_slope(v, e.v_slopes + at, w, slope);
                rule::multiply_transposed(slope, b, w, product);
                store_jet<C>(product, e.v_adjoint + at);
            });
    }
    template <class Gate>
    [[gnu::noinline]] static void forward_tile(dense_job<Real> const& job, std::size_t row, weight_registers const& w,
                                               Real* slopes, Gate const& gate) {
        V sum[tile_rows * columns];
        unroll<tile_rows>([&](auto r) __attribute__((always_inline)) {
            V const bias(job.biases[row + r]);
            unroll<columns>([&](auto c) __attribute__((always_inline)) {
                sum[r * columns + c] = c % C == 0 ? bias : V(Real(0));
            });
        });
        add_dense_sums<false, tile_rows, columns>(job, {row, 0}, sum);
        constexpr std::size_t count = tile_rows * groups, batches = (count + 4) / 5;
        unroll<batches>([&](auto b) __attribute__((always_inline)) {
            constexpr std::size_t first = count * b / batches, together = count * (b + 1) / batches - first;
            std::size_t const to = row * columns * line + first * cell;
            V value[together];
            unroll<together>([&](auto i) __attribute__((always_inline)) { value[i] = sum[(first + i) * C]; });
            activate_cells<together>(
                value, [&](auto i, auto&& take) __attribute__((always_inline)) { take(sum + (first + i) * C); },
                job.out + to, slopes + to, w, gate_from(gate, to));
        });
    }
    template <class Gate>
    [[gnu::noinline]] static void reverse_tile(dense_job<Real> const& job, std::size_t row, weight_registers const& w,
                                               Real const* h, Real const* slopes, Real* out, Gate const& gate) {
        V sum[tile_rows * columns];
        unroll<tile_rows * columns>([&](auto i) __attribute__((always_inline)) { sum[i] = V(Real(0)); });
        add_dense_sums<true, tile_rows, columns>(job, {row, 0}, sum);
        unroll<tile_rows * groups>([&](auto i) __attribute__((always_inline)) {
            std::size_t const to = row * columns * line + i * cell;
            reverse_cell(sum + i * C, h + to, slopes + to, w, out + to, gate_from(gate, to));
        });
    }

    /// All rows of a dense product: tile(row) does whole tiles and all that follows, where it can; after(row, rows)
    /// follows the others.
    template <bool Transposed, class Tile, class After>
    [[gnu::always_inline]] static void each_rows(dense_job<Real> const& job, Tile&& tile, After&& after) {
        std::size_t row = 0;
        if constexpr (in_registers)
            for (; row + tile_rows <= job.outputs; row += tile_rows) tile(row);
        if (row < job.outputs) dense_rows<Transposed>(job, row, after);
    }
    template <class Gate>
    static void forward_with(dense_job<Real> const& job, Real const* q, Real* slopes, Gate const& gate) {
        weight_registers const w(q);
        each_rows<false>(
            job, [&](auto row) __attribute__((always_inline)) { forward_tile(job, row, w, slopes, gate); },
            [&](std::size_t row, std::size_t rows) {
                std::size_t const at = row * job.lines * line;
                activate(rows * groups, q, job.out + at, slopes + at, gate_from(gate, at));
            });
    }
    static void forward_units(dense_job<Real> const& job, Real const* q, Real* slopes, forward_gate<Real> const& gate) {
        gate.gated == nullptr ? forward_with(job, q, slopes, no_gate{}) : forward_with(job, q, slopes, gate);
    }
    template <class Gate>
    static void reverse_with(dense_job<Real> const& job, Real const* q, Real const* h, Real const* slopes, Real* out,
                             Gate const& gate) {
        weight_registers const w(q);
        each_rows<true>(
            job, [&](auto row) __attribute__((always_inline)) { reverse_tile(job, row, w, h, slopes, out, gate); },
            [&](std::size_t row, std::size_t rows) {
                std::size_t const first = row * job.lines * line;
                auto const one = [&](weight_registers const& w_of, std::size_t cell_at) __attribute__((always_inline)) {
                    std::size_t const at = first + cell_at;
                    V adjoint[C];
                    load_jet<C>(job.out + at, adjoint);
                    reverse_cell(adjoint, h + at, slopes + at, w_of, out + at, gate_from(gate, at));
                };
                cells::each(rows * groups, q, one);
            });
    }
    static void reverse_units(dense_job<Real> const& job, Real const* q, Real const* h, Real const* slopes, Real* out,
                              reverse_gate<Real> const& gate) {
        gate.difference == nullptr ? reverse_with(job, q, h, slopes, out, no_gate{})
                                   : reverse_with(job, q, h, slopes, out, gate);
    }
};

}  // namespace
}  // namespace lamina::passes::LAMINA_SET
