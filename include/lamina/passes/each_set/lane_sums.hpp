#pragma once

#include <bit>
#include <cstddef>
#include <utility>

#include <lamina/passes/each_set/registers.hpp>
#include <lamina/passes/each_set/unroll.hpp>
#include <lamina/passes/each_set/vector_bits.hpp>

namespace lamina::passes::LAMINA_SET {
namespace {

/// Lane i is lane Source(i) of x, or, from lane_count on, of y. Source: a lambda without captures
template <class Real, class Source>
[[gnu::always_inline]] inline lanes<Real> permuted(lanes<Real> const& x, lanes<Real> const& y, Source) {
    using native [[gnu::vector_size(sizeof(lanes<Real>))]] = Real;
    return [&]<std::size_t... Lane>(std::index_sequence<Lane...>) __attribute__((always_inline)) {
        return std::bit_cast<lanes<Real>>(__builtin_shufflevector(std::bit_cast<native>(x), std::bit_cast<native>(y),
                                                                  static_cast<int>(Source{}(Lane))...));
    }
    (std::make_index_sequence<lane_count<Real>>{});
}

/// Lane i is that of x where Condition(i), else that of y. Condition: a lambda without captures
template <class Real, class Condition>
[[gnu::always_inline]] inline lanes<Real> blended(lanes<Real> const& x, lanes<Real> const& y, Condition) {
    using native [[gnu::vector_size(sizeof(lanes<Real>))]] = Real;
    using mask [[gnu::vector_size(sizeof(lanes<Real>))]] = integer_like<Real>;
    return [&]<std::size_t... Lane>(std::index_sequence<Lane...>) __attribute__((always_inline)) {
        return std::bit_cast<lanes<Real>>(mask{(Condition{}(Lane) ? -1 : 0)...} ? std::bit_cast<native>(x)
                                                                                : std::bit_cast<native>(y));
    }
    (std::make_index_sequence<lane_count<Real>>{});
}

/// The sums over lanes of the `Used` <= lane_count vectors v[0], v[Step], v[2 * Step], ..., sum i in lane i, in a tree;
/// the other lanes hold anything. Two vectors make one that holds the sums of pairs of lanes of both, of one of them in
/// every other block of `Step` lanes: by a blend and one permutation, which takes a turn of a multiplier.
template <class Real, std::size_t Used = lane_count<Real>, std::size_t Step = 1>
[[gnu::always_inline]] inline lanes<Real> lane_sums(lanes<Real> const* v) {
    constexpr std::size_t L = lane_count<Real>;
    if constexpr (Step == L) {
        return v[0];
    } else {
        constexpr auto neighbour = [](std::size_t lane) { return (lane ^ Step) + (lane & Step ? L : 0); };
        lanes<Real> const x = lane_sums<Real, (Used + 1) / 2, 2 * Step>(v);
        if constexpr (Used == 1) return x + permuted<Real>(x, x, neighbour);
        if constexpr (Used > 1) {
            lanes<Real> const y = lane_sums<Real, Used / 2, 2 * Step>(v + Step);
            return blended<Real>(x, y, [](std::size_t lane) { return (lane & Step) == 0; }) +
                   permuted<Real>(x, y, neighbour);
        }
    }
}

/// to[i] += sums[First + i], i < Count: sums in the lanes of one vector after another. Whole registers of numbers are
/// read and written back.
template <std::size_t First, std::size_t Count, class Real>
[[gnu::always_inline]] inline void add_lanes(lanes<Real> const* sums, Real* to) {
    using V = lanes<Real>;
    constexpr std::size_t L = lane_count<Real>, now = Count < L ? Count : L, from = First % L;
    V const* const at = sums + First / L;
    V part = at[0];
    if constexpr (from > 0)
        part = permuted<Real>(at[0], at[from + now > L ? 1 : 0],
                              [](std::size_t lane) { return from + (lane < now ? lane : 0); });
    if constexpr (now < L) part = blended<Real>(part, V(Real(0)), [](std::size_t lane) { return lane < now; });
    (V::load_unaligned(to) + part).store_unaligned(to);
    if constexpr (Count > L) add_lanes<First + L, Count - L>(sums, to + L);
}

/// to[r * stride + i] += the sum over lanes of v[r * Count + i],  r < Rows, i < Count. Behind each row, lane_count - 1
/// numbers must exist; they are read and written back as they are.
template <std::size_t Rows, std::size_t Count, class Real>
[[gnu::always_inline]] inline void add_lane_sums(lanes<Real> const* v, Real* to, std::size_t stride) {
    constexpr std::size_t L = lane_count<Real>, all = Rows * Count, registers = (all + L - 1) / L;
    lanes<Real> sums[registers];
    unroll<registers>([&](auto i) __attribute__((always_inline)) {
        sums[i] = lane_sums<Real, (all - i * L < L ? all - i * L : L)>(v + i * L);
    });
    if (Count < L && stride == Count) return add_lanes<0, all, Real>(sums, to);  // or rows would wait for each other
    unroll<Rows>([&](auto r)
                     __attribute__((always_inline)) { add_lanes<r * Count, Count, Real>(sums, to + r * stride); });
}

}  // namespace
}  // namespace lamina::passes::LAMINA_SET
