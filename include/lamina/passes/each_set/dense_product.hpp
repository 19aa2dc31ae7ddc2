#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <type_traits>
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
    Real const* is_value = nullptr;
};

/// sum = what Rows x Columns registers of the product start from
template <std::size_t Rows, std::size_t Columns, class Real>
[[gnu::always_inline]] inline void start_dense_sums(dense_job<Real> const& job, dense_place<Real> const& at,
                                                    lanes<Real>* sum) {
    using V = lanes<Real>;
    constexpr std::size_t L = lane_count<Real>;
    if (job.start == product_start::bias) {
        V is_value[Columns];
        unroll<Columns>([&](auto c) __attribute__((always_inline)) {
            is_value[c] = V::load_aligned(at.is_value + (at.column + c) * L);
        });
        unroll<Rows>([&](auto r) __attribute__((always_inline)) {
            V const bias(job.biases[at.row + r]);
            unroll<Columns>([&](auto c) __attribute__((always_inline)) { sum[r * Columns + c] = bias * is_value[c]; });
        });
    } else if (job.start == product_start::rows) {
        std::size_t const row = job.lines * line_size<Real>;
        Real const* const out = job.out + at.row * row + at.column * L;
        unroll<Rows>([&](auto r) __attribute__((always_inline)) {
            unroll<Columns>([&](auto c) __attribute__((always_inline)) {
                sum[r * Columns + c] = V::load_aligned(out + r * row + c * L);
            });
        });
    } else {
        unroll<Rows * Columns>([&](auto i) __attribute__((always_inline)) { sum[i] = V(Real(0)); });
    }
}

/// Sums that keep the multiply-add units busy: two of them, four or five cycles deep
inline constexpr std::size_t sums_in_flight = 10;

/// sum += Rows x Columns registers of A in
template <bool Transposed, std::size_t Rows, std::size_t Columns, class Real>
[[gnu::always_inline]] inline void add_dense_sums(dense_job<Real> const& job, dense_place<Real> const& at,
                                                  lanes<Real>* sum) {
    using V = lanes<Real>;
    constexpr std::size_t L = lane_count<Real>, count = Rows * Columns;
    std::size_t const row = job.lines * line_size<Real>, stride = job.stride;
    Real const* a = job.a + at.row * (Transposed ? 1 : stride);
    Real const* in = job.in + at.column * L;
    auto const add = [&](V * to) __attribute__((always_inline)) {
        V h[Columns];
        unroll<Columns>([&](auto c)
                            __attribute__((always_inline)) { h[c] = in_register(V::load_aligned(in + c * L)); });
        unroll<Rows>([&](auto r) __attribute__((always_inline)) {
            V const w = in_register(V(a[Transposed ? std::size_t{r} : r * stride]));
            unroll<Columns>([&](auto c) __attribute__((always_inline)) {
                constexpr std::size_t i = r * Columns + c;
                to[i] = xsimd::fma(w, h[c], to[i]);
            });
        });
        a += Transposed ? stride : 1, in += row;
    };
    std::size_t k = job.inner;
    if constexpr (2 * count <= sums_in_flight) {  // a second set of sums, or each waits for the last
        V second[count];
        unroll<count>([&](auto i) __attribute__((always_inline)) { second[i] = V(Real(0)); });
        for (; k >= 2; k -= 2) add(sum), add(second);
        unroll<count>([&](auto i) __attribute__((always_inline)) { sum[i] += second[i]; });
    }
    for (; k > 0; --k) add(sum);
}

template <bool Transposed, std::size_t Rows, std::size_t Columns, class Real>
[[gnu::noinline]] void dense_tile(dense_job<Real> const& job, dense_place<Real> const& at) {
    std::size_t const row = job.lines * line_size<Real>;
    Real* const out = job.out + at.row * row + at.column * lane_count<Real>;
    lanes<Real> sum[Rows * Columns];
    start_dense_sums<Rows, Columns>(job, at, sum);
    add_dense_sums<Transposed, Rows, Columns>(job, at, sum);
    unroll<Rows>([&](auto r) __attribute__((always_inline)) {
        unroll<Columns>([&](auto c) __attribute__((always_inline)) {
            sum[r * Columns + c].store_aligned(out + r * row + c * lane_count<Real>);
        });
    });
}

template <class Real>
using dense_tile_function = void (*)(dense_job<Real> const&, dense_place<Real> const&);

/// dense_tile for so many columns and rows
template <bool Transposed, class Real>
dense_tile_function<Real> dense_tile_of(std::size_t columns, std::size_t rows) {
    constexpr std::size_t most = tile_sums<Real> / narrowest_tile, widths = widest_tile<Real> - narrowest_tile + 1;
    static constexpr auto all = []<std::size_t... I>(std::index_sequence<I...>) {
        auto const one = []<std::size_t At>(std::integral_constant<std::size_t, At>) -> dense_tile_function<Real> {
            constexpr std::size_t width = At / most + narrowest_tile, height = At % most + 1;
            if constexpr (width * height <= tile_sums<Real>)
                return dense_tile<Transposed, height, width, Real>;
            else
                return nullptr;
        };
        return std::array{one(std::integral_constant<std::size_t, I>{})...};
    }
    (std::make_index_sequence<most * widths>{});
    return all[(columns - narrowest_tile) * most + rows - 1];
}

/// Rows row ... job.outputs - 1 of A in, tile by tile; after(row, rows) follows each.
template <bool Transposed, class Real, class After>
[[gnu::always_inline]] inline void dense_rows(dense_job<Real> const& job, std::size_t row, After&& after) {
    constexpr std::size_t most_lines = 64, most_parts = 64;
    std::size_t const columns = job.lines * pieces<Real>;
    dense_tiling const tiling = dense_tiling::of<Real>(columns);
    alignas(cache_line) Real is_value[most_lines * line_size<Real>];
    if (job.start == product_start::bias)
        for (std::size_t i = 0; i < job.lines; ++i)
            std::fill_n(is_value + i * line_size<Real>, line_size<Real>, Real(i % job.channels == 0 ? 1 : 0));
    auto const begin = [&](std::size_t part) { return columns * part / tiling.parts; };
    dense_tile_function<Real> whole[most_parts];
    for (std::size_t part = 0; part < tiling.parts; ++part)
        whole[part] = dense_tile_of<Transposed, Real>(begin(part + 1) - begin(part), tiling.rows);
    for (; row < job.outputs; row += tiling.rows) {
        std::size_t const rows = std::min(tiling.rows, job.outputs - row);
        for (std::size_t part = 0; part < tiling.parts; ++part) {
            dense_place<Real> const at{row, begin(part), is_value};
            rows == tiling.rows ? whole[part](job, at)
                                : dense_tile_of<Transposed, Real>(begin(part + 1) - begin(part), rows)(job, at);
        }
        after(row, rows);
    }
}

template <class Real>
void dense_product(dense_job<Real> const& job) {
    auto const nothing = [](std::size_t, std::size_t) {};
    job.transposed ? dense_rows<true>(job, 0, nothing) : dense_rows<false>(job, 0, nothing);
}

/// Some 20, whole register tiles
template <class Real>
std::size_t units_at_once(std::size_t lines) {
    std::size_t const rows = dense_tiling::of<Real>(lines * pieces<Real>).rows;
    return (20 + rows - 1) / rows * rows;
}

}  // namespace
}  // namespace lamina::passes::LAMINA_SET
