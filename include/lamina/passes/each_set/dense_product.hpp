#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include <lamina/passes/each_set/registers.hpp>
#include <lamina/passes/each_set/unroll.hpp>
#include <lamina/passes/each_set/vector_bits.hpp>
#include <lamina/passes/pass_table.hpp>

namespace lamina::passes::LAMINA_SET {
namespace {

/// Columns that a register tile of the dense product is wide at least and at most, and sums that it holds.
inline constexpr std::size_t narrowest_tile = 3;
template <class Real>
inline constexpr std::size_t widest_tile = register_count<Real> == 32 ? 7 : 4;
template <class Real>
inline constexpr std::size_t tile_sums = register_count<Real> == 32 ? 21 : 12;

/// How unit rows of so many registers are cut into register tiles: into `parts`, each some columns of `rows` rows.
struct dense_tiling {
    std::size_t parts, rows;

    template <class Real>
    static dense_tiling of(std::size_t columns) {
        std::size_t const parts = (columns + widest_tile<Real> - 1) / widest_tile<Real>;
        return {parts, tile_sums<Real> / ((columns + parts - 1) / parts)};
    }
};

/// A register tile of a dense job: its first row and its first register of columns, and where the value channels of its
/// columns have 1, the others 0.
template <class Real>
struct dense_place {
    std::size_t row, column;
    Real const* is_value;
};

/// Rows x Columns registers of the product, sums in registers
template <bool Transposed, std::size_t Rows, std::size_t Columns, class Real>
[[gnu::noinline]] void dense_tile(dense_job<Real> const& job, dense_place<Real> const& at) {
    using V = lanes<Real>;
    constexpr std::size_t L = lane_count<Real>;
    std::size_t const row = job.lines * line_size<Real>, stride = job.stride;
    Real* const out = job.out + at.row * row + at.column * L;
    V sum[Rows * Columns];
    if (job.start == product_start::bias) {
        V is_value[Columns];
        unroll<Columns>([&](auto c) { is_value[c] = V::load_aligned(at.is_value + (at.column + c) * L); });
        unroll<Rows>([&](auto r) {
            V const bias(job.biases[at.row + r]);
            unroll<Columns>([&](auto c) { sum[r * Columns + c] = bias * is_value[c]; });
        });
    } else if (job.start == product_start::rows) {
        unroll<Rows>([&](auto r) {
            unroll<Columns>([&](auto c) { sum[r * Columns + c] = V::load_aligned(out + r * row + c * L); });
        });
    } else {
        unroll<Rows * Columns>([&](auto i) { sum[i] = V(Real(0)); });
    }
    Real const* a = job.a + at.row * (Transposed ? 1 : stride);
    Real const* in = job.in + at.column * L;
    for (std::size_t k = job.inner; k > 0; --k, a += Transposed ? stride : 1, in += row) {
        V h[Columns];
        unroll<Columns>([&](auto c) { h[c] = in_register(V::load_aligned(in + c * L)); });
        unroll<Rows>([&](auto r) {
            V const w = in_register(V(a[Transposed ? std::size_t{r} : r * stride]));
            unroll<Columns>([&](auto c) {
                constexpr std::size_t i = r * Columns + c;
                sum[i] = xsimd::fma(w, h[c], sum[i]);
            });
        });
    }
    unroll<Rows>([&](auto r) {
        unroll<Columns>([&](auto c) { sum[r * Columns + c].store_aligned(out + r * row + c * L); });
    });
}

/// dense_tile for 1 .. rows rows, by their number less one
template <bool Transposed, std::size_t Columns, class Real>
inline constexpr auto tiles_of_rows = []<std::size_t... R>(std::index_sequence<R...>) {
    return std::array<void (*)(dense_job<Real> const&, dense_place<Real> const&), sizeof...(R)>{
        dense_tile<Transposed, R + 1, Columns, Real>...};
}(std::make_index_sequence<tile_sums<Real> / Columns>{});

template <bool Transposed, class Real>
void multiply_rows(dense_job<Real> const& job, std::size_t row, std::size_t rows, std::size_t first,
                   std::size_t columns, Real const* is_value) {
    dense_place<Real> const at{row, first, is_value};
    [&]<std::size_t... C>(std::index_sequence<C...>) {
        ((columns == C + narrowest_tile ? tiles_of_rows<Transposed, C + narrowest_tile, Real>[rows - 1](job, at)
                                        : void()),
         ...);
    }(std::make_index_sequence<widest_tile<Real> - narrowest_tile + 1>{});
}

template <bool Transposed, class Real>
void dense_product_of(dense_job<Real> const& job) {
    constexpr std::size_t most_lines = 64;
    std::size_t const columns = job.lines * pieces<Real>;
    dense_tiling const tiling = dense_tiling::of<Real>(columns);
    alignas(cache_line) Real is_value[most_lines * line_size<Real>];
    if (job.start == product_start::bias)
        for (std::size_t i = 0; i < job.lines; ++i)
            std::fill_n(is_value + i * line_size<Real>, line_size<Real>, Real(i % job.channels == 0 ? 1 : 0));
    for (std::size_t row = 0; row < job.outputs; row += tiling.rows)
        for (std::size_t part = 0; part < tiling.parts; ++part) {
            std::size_t const first = columns * part / tiling.parts;
            multiply_rows<Transposed>(job, row, std::min(tiling.rows, job.outputs - row), first,
                                      columns * (part + 1) / tiling.parts - first, is_value);
        }
}

template <class Real>
void dense_product(dense_job<Real> const& job) {
    job.transposed ? dense_product_of<true>(job) : dense_product_of<false>(job);
}

/// Some 20, whole register tiles
template <class Real>
std::size_t units_at_once(std::size_t lines) {
    std::size_t const rows = dense_tiling::of<Real>(lines * pieces<Real>).rows;
    return (20 + rows - 1) / rows * rows;
}

}  // namespace
}  // namespace lamina::passes::LAMINA_SET
