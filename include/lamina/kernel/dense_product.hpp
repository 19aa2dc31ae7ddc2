#pragma once

#include <algorithm>
#include <cstddef>
#include <type_traits>

#include <lamina/kernel/panel.hpp>
#include <lamina/kernel/unroll.hpp>

namespace lamina {

/// Columns that a register tile of the dense kernels is wide at most, and sums that it holds.
template <class Real>
inline constexpr std::size_t widest_tile = register_count<Real> == 32 ? 7 : 4;
template <class Real>
inline constexpr std::size_t tile_sums = register_count<Real> == 32 ? 21 : 12;

/// Sums that keep the multiply-add units busy: two of them, four or five cycles deep
inline constexpr std::size_t sums_in_flight = 10;

/// How unit rows of `Columns` registers are cut into register tiles: into `parts`, each some columns of `rows` rows.
template <std::size_t Columns, class Real>
struct dense_tiling {
    static constexpr std::size_t parts = (Columns + widest_tile<Real> - 1) / widest_tile<Real>;
    static constexpr std::size_t rows = tile_sums<Real> / ((Columns + parts - 1) / parts);
};

/// sum[r][c] += sum_k A(r, k) in[k][c] in registers,  Rows x Columns, in unit rows of Row numbers.
/// A(r, k) = a[r * stride + k], or a[k * stride + r] if Transposed.
template <bool Transposed, std::size_t Rows, std::size_t Columns, std::size_t Row, class Real>
[[gnu::always_inline]] inline void dense_sums(Real const* a, std::size_t stride, std::size_t inner, Real const* in,
                                              lanes<Real>* sum) {
    using V = lanes<Real>;
    auto const add = [&](std::size_t k, V* to) __attribute__((always_inline)) {
        V h[Columns];
        unroll<Columns>([&](auto c) __attribute__((always_inline)) {
            h[c] = in_register(V::load_aligned(in + k * Row + c * lane_count<Real>));
        });
        unroll<Rows>([&](auto r) __attribute__((always_inline)) {
            V const w = in_register(V(Transposed ? a[k * stride + r] : a[r * stride + k]));
            unroll<Columns>([&](auto c) __attribute__((always_inline)) {
                constexpr std::size_t i = r * Columns + c;
                to[i] = xsimd::fma(w, h[c], to[i]);
            });
        });
    };
    std::size_t k = 0;
    if constexpr (2 * Rows * Columns <= sums_in_flight) {  // a second set of sums, or each waits for the last
        V second[Rows * Columns];
        unroll<Rows * Columns>([&](auto i) __attribute__((always_inline)) { second[i] = V(Real(0)); });
        for (; k + 2 <= inner; k += 2) add(k, sum), add(k + 1, second);
        unroll<Rows * Columns>([&](auto i) __attribute__((always_inline)) { sum[i] += second[i]; });
    }
    for (; k < inner; ++k) add(k, sum);
}

/// z (Rows, Columns) += A in, part by part.
template <bool Transposed, std::size_t Rows, std::size_t Columns, class Real>
[[gnu::always_inline]] inline void dense_rows(Real const* a, std::size_t stride, std::size_t inner, Real const* in,
                                              lanes<Real>* z) {
    constexpr std::size_t L = lane_count<Real>, parts = dense_tiling<Columns, Real>::parts;
    unroll<parts>([&](auto part) __attribute__((always_inline)) {
        constexpr std::size_t first = Columns * part / parts, width = Columns * (part + 1) / parts - first;
        lanes<Real> sum[Rows * width];
        unroll<Rows * width>([&](auto i) __attribute__((always_inline)) {
            sum[i] = z[i / width * Columns + first + i % width];
        });
        dense_sums<Transposed, Rows, width, Columns * L>(a, stride, inner, in + first * L, sum);
        unroll<Rows * width>([&](auto i) __attribute__((always_inline)) {
            z[i / width * Columns + first + i % width] = sum[i];
        });
    });
}

/// As dense_rows, with the number of rows given at run time, 1 <= rows <= Rows.
template <bool Transposed, std::size_t Rows, std::size_t Columns, class Real>
[[gnu::noinline]] void dense_rows_of(std::size_t rows, Real const* a, std::size_t stride, std::size_t inner,
                                     Real const* in, lanes<Real>* z) {
    if constexpr (Rows > 1)
        if (rows < Rows)
            return dense_rows_of<Transposed, Rows - 1, Columns>(rows, a, stride, inner, in, z);
    dense_rows<Transposed, Rows, Columns>(a, stride, inner, in, z);
}

/// Rows of A in, a few at a time: one panel through a dense layer, and what happens to its units while they are in
/// registers.
///   A    (outputs x inner): `a` row-major with `stride` numbers a row; if Transposed, `a` holds its transpose
///   in   (inner, Columns): unit rows of Columns registers, cache-line aligned
///   start(row, z)                   z[0 .. Columns - 1] = what A in is added to, at a row
///   finish(count, row, z)           consumes rows row .. row + count - 1, z of shape (count, Columns);
///                                   count is a std::integral_constant
/// Cost: 2 * outputs * inner * Columns * lanes FLOP.
template <bool Transposed, std::size_t Columns, class Real, class Start, class Finish>
void dense_product(Real const* a, std::size_t stride, std::size_t outputs, std::size_t inner, Real const* in,
                   Start const& start, Finish const& finish) {
    constexpr std::size_t most = dense_tiling<Columns, Real>::rows;
    lanes<Real> z[most * Columns];
    std::size_t row = 0;
    for (; row + most <= outputs; row += most) {
        unroll<most>([&](auto r) __attribute__((always_inline)) { start(row + r, z + r * Columns); });
        dense_rows<Transposed, most, Columns>(a + row * (Transposed ? 1 : stride), stride, inner, in, z);
        finish(std::integral_constant<std::size_t, most>{}, row, z);
    }
    if (row == outputs) return;
    lanes<Real> rest[most * Columns];
    for (std::size_t r = row; r < outputs; ++r) start(r, rest + (r - row) * Columns);
    dense_rows_of<Transposed, most, Columns>(outputs - row, a + row * (Transposed ? 1 : stride), stride, inner, in,
                                             rest);
    for (std::size_t r = row; r < outputs; ++r)
        finish(std::integral_constant<std::size_t, 1>{}, r, rest + (r - row) * Columns);
}

}  // namespace lamina
