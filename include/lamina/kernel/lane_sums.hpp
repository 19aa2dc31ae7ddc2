#pragma once

#include <bit>
#include <cstddef>
#include <utility>

#include <lamina/kernel/panel.hpp>

namespace lamina {

/// The blocks of `Size` lanes of x and y whose number is even (Odd = 0) or odd (Odd = 1), in order.
template <std::size_t Size, std::size_t Odd, class Real, std::size_t... Lane>
inline lanes<Real> alternate_blocks(lanes<Real> const& x, lanes<Real> const& y, std::index_sequence<Lane...>) {
    using native [[gnu::vector_size(sizeof(lanes<Real>))]] = Real;
    native const a = std::bit_cast<native>(x), b = std::bit_cast<native>(y);
    return std::bit_cast<lanes<Real>>(
        __builtin_shufflevector(a, b, static_cast<int>(Lane / Size * 2 * Size + Odd * Size + Lane % Size)...));
}

/// The sums over lanes of `Used` <= `Count` vectors, sum i in lane i, in a tree; the other lanes hold anything.
/// (xsimd 8.1's haddp does this too, but permutes and mixes the sums for 16 floats.)
template <class Real, std::size_t Used = lane_count<Real>, std::size_t Count = lane_count<Real>>
inline lanes<Real> lane_sums(lanes<Real> const* v) {
    if constexpr (Count == 1) {
        return v[0];
    } else {
        constexpr std::size_t half = Count / 2, size = lane_count<Real> / Count;
        lanes<Real> const x = lane_sums<Real, (Used < half ? Used : half), half>(v);
        lanes<Real> y = x;
        if constexpr (Used > half) y = lane_sums<Real, Used - half, half>(v + half);
        using all = std::make_index_sequence<lane_count<Real>>;
        return alternate_blocks<size, 0, Real>(x, y, all{}) + alternate_blocks<size, 1, Real>(x, y, all{});
    }
}

/// The first `Used` lanes of v, zeros in the others
template <std::size_t Used, class Real>
inline lanes<Real> first_lanes(lanes<Real> const& v) {
    using native [[gnu::vector_size(sizeof(lanes<Real>))]] = Real;
    return [&]<std::size_t... Lane>(std::index_sequence<Lane...>) {
        return std::bit_cast<lanes<Real>>(
            __builtin_shufflevector(std::bit_cast<native>(v), native{},
                                    static_cast<int>(Lane < Used ? Lane : lane_count<Real> + Lane)...));
    }(std::make_index_sequence<lane_count<Real>>{});
}

}  // namespace lamina
