#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>

#include <lamina/kernel/gram_factors.hpp>
#include <lamina/kernel/panel.hpp>
#include <lamina/kernel/unroll.hpp>
#include <lamina/parallel/thread_pool.hpp>

namespace lamina {

/// A register tile of J J^T: rows are broadcast, columns lie in lanes. One tile holds the products of RowChannels
/// channels of `points` rows with ColumnChannels channels of `groups` registers of columns.
template <std::size_t RowChannels, std::size_t ColumnChannels, class Real>
struct gram_tile {
    using V = lanes<Real>;
    static constexpr std::size_t L = lane_count<Real>;
    static constexpr std::size_t groups = gram_table<Real>::groups_of(ColumnChannels);
    static constexpr std::size_t columns = ColumnChannels * groups;
    static constexpr std::size_t points = [] {
        constexpr std::size_t registers = register_count<Real> == 32 ? 24 : 12;
        std::size_t most = 1;
        while (2 * most <= L && 2 * most * RowChannels * columns <= registers) most *= 2;
        return most;
    }();
    static constexpr std::size_t size = points * RowChannels * columns;  ///< [point][row channel][column register]

    /// finish(sum), sum[i] = start(i) + sum over units of x y^T, x at one point of a table's cell, y at a cell.
    template <class Start, class Finish>
    [[gnu::always_inline]] static void products(Real const* x, std::size_t x_row, Real const* y, std::size_t y_row,
                                                std::size_t units, Start&& start, Finish&& finish) {
        V sum[size];
        unroll<size>([&](auto i) __attribute__((always_inline)) { sum[i] = start(i); });
        for (std::size_t u = 0; u < units; ++u, x += x_row, y += y_row) {
            V column[columns];
            unroll<columns>([&](auto s) __attribute__((always_inline)) {
                column[s] = in_register(V::load_aligned(y + s * L));
                __builtin_prefetch(y + units * y_row + s * L);  // the next cell
            });
            unroll<points * RowChannels>([&](auto i) __attribute__((always_inline)) {
                V const row = in_register(V(x[i % RowChannels * L + i / RowChannels]));
                unroll<columns>([&](auto s) __attribute__((always_inline)) {
                    sum[i * columns + s] = xsimd::fma(row, column[s], sum[i * columns + s]);
                });
            });
        }
        finish(sum);
    }

    /// Adds `value(point, group, sum)` to where a tile of J J^T goes.
    template <class Value>
    [[gnu::always_inline]] static void add_to(Real* to, std::size_t stride, Value&& value) {
        unroll<points>([&](auto p) __attribute__((always_inline)) {
            unroll<groups>([&](auto g) __attribute__((always_inline)) {
                Real* const at = to + p * stride + g * L;
                value(p, g, V::load_aligned(at)).store_aligned(at);
            });
        });
    }
};

/// Adds x y^T, x and y tables of rows of J, by so many units at a time that two cells fit the L1 cache.
template <class Real>
void add_row_products(gram_table<Real> const& x, gram_table<Real> const& y, gram_target<Real> const& target) {
    using tile = gram_tile<1, 1, Real>;
    constexpr std::size_t at_once = 64;
    for (std::size_t u = 0; u < x.units; u += at_once)
        target.each_pair(x, y, [&](std::size_t i, std::size_t j, Real* to) {
            for (std::size_t p = 0; p < x.size(); p += tile::points) {
                tile::products(x.cell(i) + u * x.row() + p, x.row(), y.cell(j) + u * y.row(), y.row(),
                               std::min(at_once, x.units - u), [](auto) { return typename tile::V(Real(0)); },
                               [&](auto const& sum) __attribute__((always_inline)) {
                                   tile::add_to(to + p * target.stride, target.stride, [&](auto q, auto g, auto v) {
                                       return v + sum[q * tile::columns + g];
                                   });
                               });
            }
        });
}

/// The adjoints and the inputs of a layer, and which of their channels are values: those whose number `jets` divides.
template <class Real>
struct gram_pair {
    gram_table<Real> const& adjoint;
    gram_table<Real> const& input;
    std::size_t jets;
};

/// Adds (A_c A_d^T) o (H_c H_d^T + [c, d values]), summed over tiles of channels from c and d on.
template <std::size_t RowChannels, std::size_t ColumnChannels, class Real>
void add_factor_products(gram_pair<Real> const& x, std::size_t c, gram_pair<Real> const& y, std::size_t d,
                         gram_target<Real> const& target) {
    using tile = gram_tile<RowChannels, ColumnChannels, Real>;
    using V = typename tile::V;
    constexpr std::size_t L = tile::L;
    Real bias[RowChannels * ColumnChannels];
    for (std::size_t i = 0; i < RowChannels * ColumnChannels; ++i)
        bias[i] = (c + i / ColumnChannels) % x.jets == 0 && (d + i % ColumnChannels) % y.jets == 0 ? Real(1) : Real(0);
    target.each_pair(x.input, y.input, [&](std::size_t i, std::size_t j, Real* to) {
        Real const *const h = x.input.cell(i) + c * L, *const other_h = y.input.cell(j) + d * L;
        Real const *const a = x.adjoint.cell(i) + c * L, *const other_a = y.adjoint.cell(j) + d * L;
        for (std::size_t p = 0; p < x.input.size(); p += tile::points) {
            alignas(cache_line) Real hh[tile::size * L];
            tile::products(
                h + p, x.input.row(), other_h, y.input.row(), x.input.units,
                [&](auto s) __attribute__((always_inline)) {
                    constexpr std::size_t channel = s / tile::columns % RowChannels;
                    return V(bias[channel * ColumnChannels + s % ColumnChannels]);
                },
                [&](auto const& sum) __attribute__((always_inline)) {
                    unroll<tile::size>([&](auto s) { sum[s].store_aligned(hh + s * L); });
                });
            tile::products(
                a + p, x.adjoint.row(), other_a, y.adjoint.row(), x.adjoint.units, [](auto) { return V(Real(0)); },
                [&](auto const& aa) __attribute__((always_inline)) {
                    tile::add_to(to + p * target.stride, target.stride, [&](auto q, auto g, V sum) {
                        unroll<RowChannels * ColumnChannels>([&](auto k) __attribute__((always_inline)) {
                            constexpr std::size_t at = (q * RowChannels + k / ColumnChannels) * tile::columns +
                                                       g * ColumnChannels + k % ColumnChannels;
                            sum = xsimd::fma(V::load_aligned(hh + at * L), aa[at], sum);
                        });
                        return sum;
                    });
                });
        }
    });
}

/// As above for all channels, in tiles of 2 or 3, or of the only one.
template <class Real>
void add_factor_products(gram_pair<Real> const& x, gram_pair<Real> const& y, gram_target<Real> const& target) {
    auto const each_tile = [](std::size_t channels, auto&& body) {
        std::size_t const tiles = (channels + 2) / 3;
        for (std::size_t t = 0; t < tiles; ++t) {
            index_range const mine = share(channels, t, tiles);
            std::size_t const size = mine.end - mine.begin;
            if (size == 1) body(mine.begin, std::integral_constant<std::size_t, 1>{});
            if (size == 2) body(mine.begin, std::integral_constant<std::size_t, 2>{});
            if (size == 3) body(mine.begin, std::integral_constant<std::size_t, 3>{});
        }
    };
    each_tile(x.input.channels, [&](std::size_t c, auto row_channels) {
        each_tile(y.input.channels, [&](std::size_t d, auto column_channels) {
            add_factor_products<row_channels, column_channels>(x, c, y, d, target);
        });
    });
}

/// target = the products of rows of J, layer by layer: then a cell of rows stays in the L1 cache.
template <class Real>
void gram_products(gram_factors<Real> const& x, gram_factors<Real> const& y, gram_target<Real> const& target) {
    for (std::size_t n = 0; n < target.rows.end - target.rows.begin; ++n)
        std::fill_n(target.to + n * target.stride, target.stride, Real(0));
    for (std::size_t l = 0; l < x.layers.size(); ++l) {
        auto const &one = x.layers[l], &other = y.layers[l];
        if (gram_factors<Real>::factored(one.place, x.channels, y.channels))
            add_factor_products<Real>({one.adjoint, one.input, x.jets}, {other.adjoint, other.input, y.jets}, target);
        else
            add_row_products(one.rows, other.rows, target);
    }
    if (x.trained.units > 0) add_row_products(x.trained, y.trained, target);
}

}  // namespace lamina
