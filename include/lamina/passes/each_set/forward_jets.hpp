#pragma once

#include <cstddef>
#include <type_traits>

#include <lamina/passes/each_set/activations.hpp>
#include <lamina/passes/each_set/cell_jets.hpp>
#include <lamina/passes/each_set/gates.hpp>
#include <lamina/passes/each_set/unit_tile.hpp>

/// What follows a dense product forward: activations, their chain rule, and gates.
namespace lamina::passes::LAMINA_SET {
namespace {

template <class Activation, class Channels, class Real>
struct forward_jets {
    using V = lanes<Real>;
    using rule = fixed_rule<Channels, Real>;
    using tile = unit_tile<Channels, Real>;
    using weight_registers = typename rule::weight_registers;
    static constexpr std::size_t C = rule::channels, line = line_size<Real>, cell = C * line, saved = Activation::saved;
    static constexpr std::size_t groups = tile::groups, columns = tile::columns, tile_rows = tile::tile_rows;
    static constexpr bool slope_from_value = Activation::slope_from_value;

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
            if constexpr (!tile::in_registers)
                some(std::integral_constant<std::size_t, 5>{});  // else few are left for this
            some(std::integral_constant<std::size_t, 1>{});
        }
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
    static void forward_with(dense_job<Real> const& job, Real const* q, Real* slopes, Gate const& gate) {
        weight_registers const w(q);
        tile::template each_rows<false>(
            job, [&](auto row) __attribute__((always_inline)) { forward_tile(job, row, w, slopes, gate); },
            [&](std::size_t row, std::size_t rows) {
                std::size_t const at = row * job.lines * line;
                activate(rows * groups, q, job.out + at, slopes + at, gate_from(gate, at));
            });
    }
    static void forward_units(dense_job<Real> const& job, Real const* q, Real* slopes, forward_gate<Real> const& gate) {
        gate.gated == nullptr ? forward_with(job, q, slopes, no_gate{}) : forward_with(job, q, slopes, gate);
    }
};

}  // namespace
}  // namespace lamina::passes::LAMINA_SET
