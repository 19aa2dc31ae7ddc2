#pragma once

#include <algorithm>
#include <cstddef>

#include <xsimd/xsimd.hpp>

#include <lamina/kernel/panel_shape.hpp>
#include <lamina/network/vector_bits.hpp>

namespace lamina {

/// A SIMD register of `Real`: one lane is one point. The width is that of the compile flags.
template <class Real>
using lanes = xsimd::batch<Real>;

/// Points per SIMD register.
template <class Real>
inline constexpr std::size_t lane_count = lanes<Real>::size;

/// SIMD registers of the machine that the compile flags name.
template <class Real>
inline constexpr std::size_t register_count = sizeof(lanes<Real>) == 64 || XSIMD_WITH_NEON64 ? 32 : 16;

/// The first `count` lanes from memory, zeros in the others
template <class Real>
inline lanes<Real> load_lanes(Real const* from, std::size_t count) {
    if (count == lane_count<Real>) return lanes<Real>::load_unaligned(from);
    alignas(64) Real all[lane_count<Real>] = {};
    std::copy(from, from + count, all);
    return lanes<Real>::load_aligned(all);
}

/// Stores the first `count` lanes.
template <class Real>
inline void store_lanes(lanes<Real> const& value, Real* to, std::size_t count) {
    if (count == lane_count<Real>) return value.store_unaligned(to);
    alignas(64) Real all[lane_count<Real>];
    value.store_aligned(all);
    std::copy(all, all + count, to);
}

/// The panel of a channel set.
template <class Channels, class Real>
inline constexpr panel_shape panel_of = panel_shape::of(static_cast<std::size_t>(Channels::size), lane_count<Real>);

}  // namespace lamina
