#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <utility>

#include <lamina/kernel/panel.hpp>
#include <lamina/parallel/aligned_storage.hpp>

namespace lamina {

/// The blocks of `Size` lanes of x and y whose number is even (Odd = 0) or odd (Odd = 1), in order.
template <std::size_t Size, std::size_t Odd, class Real, std::size_t... Lane>
[[gnu::always_inline]] inline lanes<Real> alternate_blocks(lanes<Real> const& x, lanes<Real> const& y, std::index_sequence<Lane...>) {
    using native [[gnu::vector_size(sizeof(lanes<Real>))]] = Real;
    native const a = std::bit_cast<native>(x), b = std::bit_cast<native>(y);
    return std::bit_cast<lanes<Real>>(
        __builtin_shufflevector(a, b, static_cast<int>(Lane / Size * 2 * Size + Odd * Size + Lane % Size)...));
}

/// The sums over lanes of Used <= Count = lane_count vectors, sum i in lane i: at most lane_count - 1 additions of
/// registers in a tree. The other lanes hold any of the sums.
/// (xsimd 8.1's haddp does this too, but permutes and mixes the sums for 16 floats.)
template <class Real, std::size_t Used = lane_count<Real>, std::size_t Count = lane_count<Real>>
[[gnu::always_inline]] inline lanes<Real> lane_sums(lanes<Real> const* v) {
    if constexpr (Count == 1) {
        return v[0];
    } else {
        constexpr std::size_t half = Count / 2, size = lane_count<Real> / Count;
        lanes<Real> const x = lane_sums<Real, std::min(Used, half), half>(v);
        lanes<Real> y = x;
        if constexpr (Used > half) y = lane_sums<Real, Used - half, half>(v + half);
        using all = std::make_index_sequence<lane_count<Real>>;
        return alternate_blocks<size, 0, Real>(x, y, all{}) + alternate_blocks<size, 1, Real>(x, y, all{});
    }
}

/// to[i] += sum over lanes of v[i], i = 0 .. Count - 1
template <std::size_t Count, class Real>
[[gnu::always_inline]] inline void add_lane_sums(lanes<Real> const* v, Real* to) {
    constexpr std::size_t L = lane_count<Real>, now = std::min(Count, L);
    lanes<Real> const sums = lane_sums<Real, now>(v);
#if defined(__AVX512F__)
    if constexpr (sizeof(Real) == 8) {
        constexpr __mmask8 first = (1U << now) - 1;
        _mm512_mask_storeu_pd(to, first, _mm512_add_pd(_mm512_maskz_loadu_pd(first, to), sums));
    } else {
        constexpr __mmask16 first = (1U << now) - 1;
        _mm512_mask_storeu_ps(to, first, _mm512_add_ps(_mm512_maskz_loadu_ps(first, to), sums));
    }
#else
    alignas(cache_line) Real lane[L];
    sums.store_aligned(lane);
    for (std::size_t i = 0; i < now; ++i) to[i] += lane[i];
#endif
    if constexpr (Count > L) add_lane_sums<Count - L>(v + L, to + L);
}

}  // namespace lamina
