#pragma once

#include <algorithm>
#include <cstddef>

#include <lamina/kernel/panel.hpp>
#include <lamina/kernel/unroll.hpp>
#include <lamina/kernel/unit_work.hpp>

namespace lamina {

/// Columns that a register tile is wide at most, and sums that it holds: fewer than there are registers, so that what
/// waits finds some free.
template <class Real>
inline constexpr std::size_t widest_tile = register_count<Real> == 32 ? 7 : 4;
template <class Real>
inline constexpr std::size_t tile_sums = register_count<Real> == 32 ? 21 : 12;

/// A register tile of  out[r][c] (+)= sum_k A(r, k) in[k][c],  Rows x Columns, in unit rows of Row numbers, and all
/// that waits, a unit at a time between the steps of k.
/// A(r, k) = a[r * stride + k], or a[k * stride + r] if Transposed.
template <bool Transposed, std::size_t Rows, std::size_t Columns, std::size_t Row, class Real, class Work>
inline void dense_tile(Real const* a, std::size_t stride, std::size_t inner, Real const* in, Real* out,
                       bool accumulate, Work& waiting) {
    using V = lanes<Real>;
    constexpr std::size_t L = lane_count<Real>;
    V sum[Rows * Columns];
    constexpr auto at = [](std::size_t i) { return i / Columns * Row + i % Columns * L; };
    unroll<Rows * Columns>([&](auto i) { sum[i] = V(Real(0)); });
    if (accumulate) unroll<Rows * Columns>([&](auto i) { sum[i] = V::load_aligned(out + at(i)); });
    std::size_t const waits = waiting.size();
    std::size_t const run = inner / (waits + 1);  // as long as each other, for the sake of the branch predictor
    for (std::size_t done = 0, k = 0;; ++done) {
        for (std::size_t const stop = done == waits ? inner : k + run; k < stop; ++k) {
            V h[Columns];
            unroll<Columns>([&](auto c) { h[c] = V::load_aligned(in + k * Row + c * L); });
            unroll<Rows>([&](auto r) {
                V const w(Transposed ? a[k * stride + r] : a[r * stride + k]);
                unroll<Columns>([&](auto c) {
                    constexpr std::size_t i = r * Columns + c;
                    sum[i] = xsimd::fma(w, h[c], sum[i]);
                });
            });
        }
        if (done == waits) break;
        waiting.run(done);
    }
    unroll<Rows * Columns>([&](auto i) { sum[i].store_aligned(out + at(i)); });
}

/// Calls dense_tile with the number of rows given at run time, 1 <= rows <= Rows.
template <bool Transposed, std::size_t Rows, std::size_t Columns, std::size_t Row, class Real>
inline void dense_tile_of(std::size_t rows, Real const* a, std::size_t stride, std::size_t inner, Real const* in,
                          Real* out, bool accumulate) {
    if constexpr (Rows > 1)
        if (rows < Rows)
            return dense_tile_of<Transposed, Rows - 1, Columns, Row>(rows, a, stride, inner, in, out, accumulate);
    no_work none;
    dense_tile<Transposed, Rows, Columns, Row>(a, stride, inner, in, out, accumulate, none);
}

/// out = A in, or out += A in: one panel through a dense layer.
///   A    (outputs x inner): `a` row-major with `stride` numbers a row; if Transposed, `a` holds its transpose
///   in   (inner, Columns), out (outputs, Columns): unit rows of Columns registers, cache-line aligned
/// Units of `out` are added to `waiting` when they are done; what waits runs between the steps of the next product.
/// Cost: 2 * outputs * inner * Columns * lanes FLOP.
template <bool Transposed, std::size_t Columns, class Real, class Work>
void dense_product(Real const* a, std::size_t stride, std::size_t outputs, std::size_t inner, Real const* in,
                   Real* out, Work& waiting, std::size_t panel, bool accumulate = false) {
    constexpr std::size_t L = lane_count<Real>;
    constexpr std::size_t parts = (Columns + widest_tile<Real> - 1) / widest_tile<Real>;
    constexpr std::size_t most = tile_sums<Real> / ((Columns + parts - 1) / parts);
    std::size_t rows = 0;
    for (std::size_t begin = 0; begin < outputs; begin += rows) {
        rows = std::min(most, outputs - begin);
        bool const overlap = rows == most && register_count<Real> == 32;
        Real const* const from = a + begin * (Transposed ? 1 : stride);
        Real* const to = out + begin * Columns * L;
        unroll<parts>([&](auto part) {
            constexpr std::size_t first = Columns * part / parts, width = Columns * (part + 1) / parts - first;
            if constexpr (part == 0 && register_count<Real> == 32)
                if (overlap)
                    return dense_tile<Transposed, most, width, Columns * L>(from, stride, inner, in, to, accumulate,
                                                                            waiting);
            dense_tile_of<Transposed, most, width, Columns * L>(rows, from, stride, inner, in + first * L,
                                                                to + first * L, accumulate);
        });
        if (!overlap) waiting.run_all();
        waiting.set(panel, begin, begin + rows);
    }
}

}  // namespace lamina
