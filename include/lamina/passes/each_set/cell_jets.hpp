#pragma once

#include <cstddef>

#include <lamina/passes/each_set/fixed_rule.hpp>
#include <lamina/passes/each_set/registers.hpp>
#include <lamina/passes/each_set/unroll.hpp>
#include <lamina/passes/pass_table.hpp>

/// Jets of a unit in registers, where its channels are known.
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

}  // namespace
}  // namespace lamina::passes::LAMINA_SET
