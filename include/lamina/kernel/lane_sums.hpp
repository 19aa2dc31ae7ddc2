#pragma once

#include <bit>
#include <cstddef>
#include <utility>

#include <lamina/kernel/panel.hpp>

namespace lamina {

/// The blocks of `Size` lanes of x and y whose number is even (Odd = 0) or odd (Odd = 1), in order.
template <std::size_t Size, std::size_t Odd, class Real, std::size_t... Lane>
[[gnu::always_inline]] inline lanes<Real> alternate_blocks(lanes<Real> const& x, lanes<Real> const& y, std::index_sequence<Lane...>) {
    using native [[gnu::vector_size(sizeof(lanes<Real>))]] = Real;
    native const a = std::bit_cast<native>(x), b = std::bit_cast<native>(y);
    return std::bit_cast<lanes<Real>>(
        __builtin_shufflevector(a, b, static_cast<int>(Lane / Size * 2 * Size + Odd * Size + Lane % Size)...));
}

/// The sums over lanes of lane_count vectors, sum i in lane i: lane_count - 1 additions of registers in a tree.
/// (xsimd 8.1's haddp does this too, but permutes and mixes the sums for 16 floats.)
template <class Real, std::size_t Count = lane_count<Real>>
[[gnu::always_inline]] inline lanes<Real> lane_sums(lanes<Real> const* v) {
    if constexpr (Count == 1) {
        return v[0];
    } else {
        lanes<Real> const x = lane_sums<Real, Count / 2>(v), y = lane_sums<Real, Count / 2>(v + Count / 2);
        constexpr std::size_t size = lane_count<Real> / Count;
        using all = std::make_index_sequence<lane_count<Real>>;
        return alternate_blocks<size, 0, Real>(x, y, all{}) + alternate_blocks<size, 1, Real>(x, y, all{});
    }
}

}  // namespace lamina
