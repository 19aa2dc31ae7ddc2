#pragma once

#include <cstddef>

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

template <class Activation, class Channels, class Real>
struct unit_jets {
    using V = lanes<Real>;
    using rule = fixed_rule<Channels, Real>;
    using cells = cell_jets<Channels, Real>;
    using weight_registers = typename rule::weight_registers;
    static constexpr std::size_t C = rule::channels, line = line_size<Real>, saved = Activation::saved;
    static constexpr bool slope_from_value = Activation::slope_from_value;

    /// Where a unit row fits a register tile, what follows the product has its sums in registers.
    static constexpr std::size_t groups = panel_shape::of(C, line).groups, columns = C * groups * pieces<Real>;
    static constexpr bool in_registers = pieces<Real> == 1 && columns <= widest_tile<Real>;
    static constexpr std::size_t tile_rows = in_registers ? tile_sums<Real> / columns : 1;

    /// to = phi(z) of Count cells, and slopes = phi'(z) unless that follows from phi(z); jet(i, take) calls take(z)
    /// with the jet z of cell i. Activations of some cells together: their latencies overlap.
    template <std::size_t Count, class Jet>
    [[gnu::always_inline]] static void activate_cells(V const* value, Jet&& jet, Real* to, Real* slopes,
                                                      weight_registers const& w) {
        V s[Count * saved];
        Activation::template save<Count>(value, s);
        unroll<Count>([&](auto i) __attribute__((always_inline)) {
            jet(
                i, [&](V const* z) __attribute__((always_inline)) {
                    V d[max_derivative_order + 2];
                    Activation::derivatives(s + i * saved, rule::order + (slope_from_value ? 0 : 1), d);
                    rule::compose(
                        z, d, w, [&](auto c, V const& h) __attribute__((always_inline)) {
                            h.store_aligned(to + (i * C + c) * line);
                        });
                    if constexpr (!slope_from_value)
                        rule::compose(
                            z, d + 1, w, [&](auto c, V const& h) __attribute__((always_inline)) {
                                h.store_aligned(slopes + (i * C + c) * line);
                            });
                });
        });
    }
    /// The same where z lies in the place of phi(z)
    template <std::size_t Count>
    [[gnu::always_inline]] static void activate_stored(Real* z, Real* slopes, weight_registers const& w) {
        V value[Count];
        unroll<Count>([&](auto i) __attribute__((always_inline)) { value[i] = V::load_aligned(z + i * C * line); });
        activate_cells<Count>(
            value,
            [&](auto i, auto&& take) __attribute__((always_inline)) {
                V jet[C];
                load_jet<C>(z + i * C * line, jet);
                take(jet);
            },
            z, slopes, w);
    }
    static void activate(std::size_t count, Real const* q, Real* z, Real* slopes) {
        for (std::size_t piece = 0; piece < line; piece += V::size) {
            weight_registers const w(q + piece);
            std::size_t i = 0;
            if constexpr (!in_registers)  // else few are left for this
                for (; i + 5 <= count; i += 5)
                    activate_stored<5>(z + i * C * line + piece, slopes + i * C * line + piece, w);
            for (; i < count; ++i) activate_stored<1>(z + i * C * line + piece, slopes + i * C * line + piece, w);
        }
    }

    /// phi'(z) of a cell, from h = phi(z) or as it is saved
    [[gnu::always_inline]] static void load_slope(Real const* h, Real const* slopes, weight_registers const& w,
                                                  V* slope) {
        if constexpr (slope_from_value) {
            V value[C];
            load_jet<C>(h, value);
            rule::one_minus_square(value, w, slope);
        } else {
            load_jet<C>(slopes, slope);
        }
    }
    /// out = dL/dz of a cell from its a = dL/dh
    [[gnu::always_inline]] static void reverse_cell(V const* adjoint, Real const* h, Real const* slopes,
                                                    weight_registers const& w, Real* out) {
        V slope[C], product[C];
        load_slope(h, slopes, w, slope);
        rule::multiply_transposed(slope, adjoint, w, product);
        store_jet<C>(product, out);
    }
    static void times_slope(jet_cells all, Real const* q, Real const* h, Real const* slopes, Real const* dz,
                            Real* out) {
        cells::each(
            all.count, q, [&](weight_registers const& w, std::size_t at) __attribute__((always_inline)) {
                V slope[C], tangent[C], product[C];
                load_slope(h + at, slopes + at, w, slope);
                load_jet<C>(dz + at, tangent);
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
                reverse_cell(adjoint, h + at, slopes + at, w, out + at);
            });
    }
    static void reverse_gate(jet_cells all, Real const* q, Real const* h, Real const* slopes, Real const* difference,
                             Real const* a, bool first, Real* sum_u, Real* sum_difference, Real* out) {
        cells::each(
            all.count, q, [&](weight_registers const& w, std::size_t at) __attribute__((always_inline)) {
                V adjoint[C], jet[C], product[C];
                load_jet<C>(a + at, adjoint);
                cells::store_sum(adjoint, first ? nullptr : sum_u + at, sum_u + at);
                load_jet<C>(h + at, jet);
                rule::multiply_transposed(jet, adjoint, w, product);
                cells::store_sum(product, first ? nullptr : sum_difference + at, sum_difference + at);
                load_jet<C>(difference + at, jet);
                rule::multiply_transposed(jet, adjoint, w, product);
                reverse_cell(product, h + at, slopes + at, w, out + at);
            });
    }

    [[gnu::noinline]] static void forward_tile(dense_job<Real> const& job, dense_place<Real> const& at,
                                               weight_registers const& w, Real* slopes) {
        V sum[tile_rows * columns];
        unroll<tile_rows>([&](auto r) __attribute__((always_inline)) {
            V const bias(job.biases[at.row + r]);
            unroll<columns>([&](auto c) __attribute__((always_inline)) {
                sum[r * columns + c] = c % C == 0 ? bias : V(Real(0));
            });
        });
        add_dense_sums<false, tile_rows, columns>(job, at, sum);
        std::size_t const to = at.row * columns * line;
        constexpr std::size_t count = tile_rows * groups;
        constexpr std::size_t batch = count % 5 == 0   ? 5
                                      : count % 4 == 0 ? 4
                                      : count % 3 == 0 ? 3
                                      : count % 2 == 0 ? 2
                                                       : 1;
        unroll<count / batch>([&](auto b) __attribute__((always_inline)) {
            constexpr std::size_t first = b * batch * C;
            V value[batch];
            unroll<batch>([&](auto i) __attribute__((always_inline)) { value[i] = sum[first + i * C]; });
            activate_cells<batch>(
                value, [&](auto i, auto&& take) __attribute__((always_inline)) { take(sum + first + i * C); },
                job.out + to + first * line, slopes + to + first * line, w);
        });
    }
    [[gnu::noinline]] static void reverse_tile(dense_job<Real> const& job, dense_place<Real> const& at,
                                               weight_registers const& w, Real const* h, Real const* slopes,
                                               Real* out) {
        V sum[tile_rows * columns];
        unroll<tile_rows * columns>([&](auto i) __attribute__((always_inline)) { sum[i] = V(Real(0)); });
        add_dense_sums<true, tile_rows, columns>(job, at, sum);
        std::size_t const to = at.row * columns * line;
        unroll<tile_rows * groups>([&](auto i) __attribute__((always_inline)) {
            reverse_cell(sum + i * C, h + to + i * C * line, slopes + to + i * C * line, w, out + to + i * C * line);
        });
    }

    static void forward_units(dense_job<Real> const& job, Real const* q, Real* slopes) {
        auto const after = [&](std::size_t row, std::size_t rows) {
            std::size_t const at = row * job.lines * line;
            activate(rows * groups, q, job.out + at, slopes + at);
        };
        if constexpr (in_registers) {
            weight_registers const w(q);
            dense_product_of<false>(
                job, [&](dense_place<Real> const& at) { forward_tile(job, at, w, slopes); }, after);
        } else {
            dense_product_of<false>(job, no_tile{}, after);
        }
    }
    static void reverse_units(dense_job<Real> const& job, Real const* q, Real const* h, Real const* slopes, Real* out) {
        auto const after = [&](std::size_t row, std::size_t rows) {
            std::size_t const at = row * job.lines * line;
            cells::each(
                rows * groups, q, [&](weight_registers const& w, std::size_t cell) __attribute__((always_inline)) {
                    V adjoint[C];
                    load_jet<C>(job.out + at + cell, adjoint);
                    reverse_cell(adjoint, h + at + cell, slopes + at + cell, w, out + at + cell);
                });
        };
        if constexpr (in_registers) {
            weight_registers const w(q);
            dense_product_of<true>(
                job, [&](dense_place<Real> const& at) { reverse_tile(job, at, w, h, slopes, out); }, after);
        } else {
            dense_product_of<true>(job, no_tile{}, after);
        }
    }
};

}  // namespace
}  // namespace lamina::passes::LAMINA_SET
