#pragma once

#include <cstddef>

#include <lamina/kernel/panel.hpp>
#include <lamina/kernel/unroll.hpp>

namespace lamina {

/// A register tile of  out[r][c] (+)= sum_k A(r, k) in[k][c],  Rows x tile_columns, for the first Rows rows.
/// A(r, k) = a[r * stride + k], or a[k * stride + r] if Transposed.
template <bool Transposed, std::size_t Rows, class Real>
inline void dense_tile(Real const* a, std::size_t stride, std::size_t inner, Real const* in, Real* out,
                       std::size_t row, bool accumulate) {
    using V = lanes<Real>;
    constexpr std::size_t L = lane_count<Real>;
    V sum[Rows * tile_columns];
    auto const at = [row](std::size_t i) { return i / tile_columns * row + i % tile_columns * L; };
    unroll<Rows * tile_columns>([&](auto i) { sum[i] = V(Real(0)); });
    if (accumulate) unroll<Rows * tile_columns>([&](auto i) { sum[i] = V::load_aligned(out + at(i)); });
    for (std::size_t k = 0; k < inner; ++k) {
        V h[tile_columns];
        unroll<tile_columns>([&](auto c) { h[c] = V::load_aligned(in + k * row + c * L); });
        unroll<Rows>([&](auto r) {
            V const w(Transposed ? a[k * stride + r] : a[r * stride + k]);
            unroll<tile_columns>([&](auto c) {
                constexpr std::size_t i = r * tile_columns + c;
                sum[i] = xsimd::fma(w, h[c], sum[i]);
            });
        });
    }
    unroll<Rows * tile_columns>([&](auto i) { sum[i].store_aligned(out + at(i)); });
}

/// Calls dense_tile with the number of rows given at run time, 1 <= rows <= Rows.
template <bool Transposed, std::size_t Rows, class Real>
inline void dense_tile_of(std::size_t rows, Real const* a, std::size_t stride, std::size_t inner, Real const* in,
                          Real* out, std::size_t row, bool accumulate) {
    if constexpr (Rows > 1)
        if (rows < Rows) return dense_tile_of<Transposed, Rows - 1>(rows, a, stride, inner, in, out, row, accumulate);
    dense_tile<Transposed, Rows>(a, stride, inner, in, out, row, accumulate);
}

/// out = A in, or out += A in: one panel through a dense layer.
///   A    (outputs x inner): `a` row-major with `stride` numbers a row; if Transposed, `a` holds its transpose
///   in   (inner, row), out (outputs, row): unit rows of `row` numbers, cache-line aligned
/// Cost: 2 * outputs * inner * row FLOP.
template <bool Transposed, class Real>
void dense_product(Real const* a, std::size_t stride, std::size_t outputs, std::size_t inner, Real const* in,
                   Real* out, std::size_t row, bool accumulate = false) {
    constexpr std::size_t L = lane_count<Real>;
    std::size_t const tiles = (outputs + tile_rows<Real> - 1) / tile_rows<Real>;
    for (std::size_t column = 0; column < row; column += tile_columns * L)
        for (std::size_t t = 0; t < tiles; ++t) {
            std::size_t const begin = outputs * t / tiles, end = outputs * (t + 1) / tiles;
            dense_tile_of<Transposed, tile_rows<Real>>(end - begin, a + begin * (Transposed ? 1 : stride), stride,
                                                       inner, in + column, out + begin * row + column, row,
                                                       accumulate);
        }
}

}  // namespace lamina
