#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>

#include <lamina/parallel/thread_pool.hpp>
#include <lamina/passes/each_set/registers.hpp>
#include <lamina/passes/gram_factors.hpp>

namespace lamina::passes::LAMINA_SET {
namespace {

/// A register tile of J J^T: rows are broadcast, columns lie in lanes. One tile holds the products of RowChannels
/// channels of `points` rows with ColumnChannels channels of `groups` registers of columns, a piece of their lines
/// each.
template <std::size_t RowChannels, std::size_t ColumnChannels, class Real>
struct gram_tile {
    using V [[gnu::vector_size(sizeof(lanes<Real>)), gnu::may_alias]] = Real;
    static constexpr std::size_t L = lane_count<Real>, line = line_size<Real>;
    static constexpr std::size_t groups = gram_table<Real>::groups_of(ColumnChannels);
    static constexpr std::size_t columns = ColumnChannels * groups;
    static constexpr std::size_t channel_pairs = RowChannels * ColumnChannels;
    static constexpr std::size_t points = [] {
        constexpr std::size_t registers = register_count<Real> == 32 ? 24 : 12;
        std::size_t most = 1;
        while (2 * most <= line && 2 * most * RowChannels * columns <= registers) most *= 2;
        return most;
    }();
    static constexpr std::size_t size = points * RowChannels * columns;  ///< [point][row channel][column register]

    /// out[size][L] = start[row channel][column channel] + sum over units of x y^T, x at one point of a table's cell,
    /// y at a cell. `next`: so many rows that are read soon, fetched on the way.
    [[gnu::noinline]] static void products(Real const* x, std::size_t x_row, Real const* y, std::size_t y_row,
                                           std::size_t units, Real const* start, Real* out, Real const* next) {
        [&]<std::size_t... K>(std::index_sequence<K...>) __attribute__((always_inline)) {
            V sum[] = {all(start[K / columns % RowChannels * ColumnChannels + K % ColumnChannels])...};
            sum_units(x, x_row, y, y_row, units, next, sum, every{}, std::make_index_sequence<columns>{});
            ((at(out + K * L) = sum[K]), ...);
        }
        (every{});
    }

    /// to[point][group] += sum over channels of factor times such products, from start = 0.
    [[gnu::noinline]] static void add_products(Real const* x, std::size_t x_row, Real const* y, std::size_t y_row,
                                               std::size_t units, Real const* factor, Real* to, std::size_t stride,
                                               Real const* next) {
        [&]<std::size_t... K, std::size_t... T>(std::index_sequence<K...>, std::index_sequence<T...>)
            __attribute__((always_inline)) {
            V sum[size] = {};
            sum_units(x, x_row, y, y_row, units, next, sum, every{}, std::make_index_sequence<columns>{});
            V total[] = {at(to + T / groups * stride + T % groups * line)...};
            ((total[K / (RowChannels * columns) * groups + K % columns / ColumnChannels] +=
              sum[K] * at(factor + K * L)),
             ...);
            ((at(to + T / groups * stride + T % groups * line) = total[T]), ...);
        }
        (every{}, std::make_index_sequence<points * groups>{});
    }

    /// to[point][group] += sum, the products of two tables with one channel
    static void add(Real const* sum, Real* to, std::size_t stride) {
        for (std::size_t p = 0; p < points; ++p)
            for (std::size_t s = 0; s < columns; ++s) at(to + p * stride + s * line) += at(sum + (p * columns + s) * L);
    }

private:
    using every = std::make_index_sequence<size>;

    static V& at(Real* p) { return *reinterpret_cast<V*>(p); }
    static V const& at(Real const* p) { return *reinterpret_cast<V const*>(p); }
    static V all(Real x) { return x - V{}; }
    /// As in_register.
    [[gnu::always_inline]] static V keep(V v) {
#if defined(__GNUC__) && defined(__x86_64__)
        asm("" : "+v"(v));
#endif
        return v;
    }

    template <std::size_t... K, std::size_t... S>
    [[gnu::always_inline]] static void sum_units(Real const* x, std::size_t x_row, Real const* y, std::size_t y_row,
                                                 std::size_t units, Real const* next, V* sum, std::index_sequence<K...>,
                                                 std::index_sequence<S...>) {
        for (std::size_t u = 0; u < units; ++u, x += x_row, y += y_row) {
            (__builtin_prefetch(next + u * y_row + S * line), ...);
            V const column[] = {keep(at(y + S * line))...};
            V row;
            ((K % columns == 0 ? void(row = keep(all(x[K / columns % RowChannels * line + K / columns / RowChannels])))
                               : void(),
              sum[K] += row * column[K % columns]),
             ...);
        }
    }
};

/// Adds x y^T, x and y tables of rows of J, by so many units at a time that two cells fit the L1 cache. The next units
/// of both cells come from afar: they are fetched meanwhile, or a quarter of the time is spent waiting for them.
template <class Real>
void add_row_products(gram_table<Real> const& x, gram_table<Real> const& y, gram_target<Real> const& target) {
    using tile = gram_tile<1, 1, Real>;
    constexpr std::size_t at_once = 64;
    Real const start = 0;
    alignas(cache_line) Real sum[tile::size * tile::L];
    for (std::size_t u = 0; u < x.units; u += at_once)
        target.each_pair(x, y, [&](std::size_t i, std::size_t j, Real* to) {
            for (std::size_t p = 0; p < x.size(); p += tile::points) {
                Real const* const next = p == 0              ? y.cell(j) + (u + at_once) * y.row()
                                         : p == tile::points ? x.cell(i) + (u + at_once) * x.row()
                                                             : y.cell(j + 1) + u * y.row();
                for (std::size_t piece = 0; piece < tile::line; piece += tile::L) {
                    tile::products(x.cell(i) + u * x.row() + p, x.row(), y.cell(j) + u * y.row() + piece, y.row(),
                                   std::min(at_once, x.units - u), &start, sum, next);
                    tile::add(sum, to + p * target.stride + piece, target.stride);
                }
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
    constexpr std::size_t L = tile::L, line = tile::line;
    Real bias[tile::channel_pairs];
    for (std::size_t i = 0; i < tile::channel_pairs; ++i)
        bias[i] = (c + i / ColumnChannels) % x.jets == 0 && (d + i % ColumnChannels) % y.jets == 0 ? Real(1) : Real(0);
    alignas(cache_line) Real hh[tile::size * L];
    target.each_pair(x.input, y.input, [&](std::size_t i, std::size_t j, Real* to) {
        for (std::size_t p = 0; p < x.input.size(); p += tile::points)
            for (std::size_t piece = 0; piece < line; piece += L) {
                tile::products(x.input.cell(i) + c * line + p, x.input.row(), y.input.cell(j) + d * line + piece,
                               y.input.row(), x.input.units, bias, hh, y.input.cell(j + 1) + d * line);
                tile::add_products(x.adjoint.cell(i) + c * line + p, x.adjoint.row(),
                                   y.adjoint.cell(j) + d * line + piece, y.adjoint.row(), x.adjoint.units, hh,
                                   to + p * target.stride + piece, target.stride, y.adjoint.cell(j + 1) + d * line);
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
        bool const has_factors = one.adjoint.units > 0 && other.adjoint.units > 0;
        if (has_factors && gram_factors<Real>::factored(one.place, x.channels, y.channels))
            add_factor_products<Real>({one.adjoint, one.input, x.jets}, {other.adjoint, other.input, y.jets}, target);
        else
            add_row_products(one.rows, other.rows, target);
    }
    if (x.trained.units > 0) add_row_products(x.trained, y.trained, target);
}

}  // namespace
}  // namespace lamina::passes::LAMINA_SET
