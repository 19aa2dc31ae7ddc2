#pragma once

#include <cstddef>

#include <xsimd/xsimd.hpp>

#include <lamina/kernel/panel_shape.hpp>

namespace lamina {

/// A SIMD register of `Real`: one lane is one point. The width is that of the compile flags.
template <class Real>
using lanes = xsimd::batch<Real>;

/// Points per SIMD register.
template <class Real>
inline constexpr std::size_t lane_count = lanes<Real>::size;

/// Rows of a register tile: with them and one column of operands all registers are used.
template <class Real>
inline constexpr std::size_t tile_rows = [] {
    constexpr bool many = sizeof(lanes<Real>) == 64 || XSIMD_WITH_NEON64;
    return (std::size_t{many ? 32 : 16} - 1) / (tile_columns + 1);
}();

/// The panel of a channel set.
template <class Channels, class Real>
inline constexpr panel_shape panel_of = panel_shape::of(static_cast<std::size_t>(Channels::size), lane_count<Real>);

}  // namespace lamina
