#pragma once

#include <cstddef>
#include <type_traits>

#include <lamina/passes/each_set/activations.hpp>
#include <lamina/passes/each_set/cell_jets.hpp>
#include <lamina/passes/each_set/gates.hpp>
#include <lamina/passes/each_set/unit_tile.hpp>

/// What follows a dense product in reverse: the transposed product with slopes of activations, and gates.
namespace lamina::passes::LAMINA_SET {
namespace {

template <class Activation, class Channels, class Real>
struct reverse_jets {
    using V = lanes<Real>;
    using rule = fixed_rule<Channels, Real>;
    using cells = cell_jets<Channels, Real>;
    using tile = unit_tile<Channels, Real>;
    using weight_registers = typename rule::weight_registers;
    static constexpr std::size_t C = rule::channels, line = line_size<Real>, cell = C * line;
    static constexpr std::size_t groups = tile::groups, columns = tile::columns, tile_rows = tile::tile_rows;
    static constexpr bool slope_from_value = Activation::slope_from_value;

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

    template <class Gate>
    static void reverse_with(dense_job<Real> const& job, Real const* q, Real const* h, Real const* slopes, Real* out,
                             Gate const& gate) {
        weight_registers const w(q);
        tile::template each_rows<true>(
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
