#pragma once

#include <cstddef>

#include <xsimd/xsimd.hpp>

#include <lamina/ieee_arithmetic.hpp>
#include <lamina/parallel/line_size.hpp>

/// What the files of each_set/ share: they are compiled once for each instruction set, in a namespace of its name. All
/// but the tables at their ends is unnamed, so that the linker never takes one set's function for another's.
namespace lamina::passes::LAMINA_SET {
namespace {

/// A SIMD register of `Real`: one lane is one point.
template <class Real>
using lanes = xsimd::batch<Real>;

/// Points in a register
template <class Real>
inline constexpr std::size_t lane_count = lanes<Real>::size;

/// Registers in a line of points
template <class Real>
inline constexpr std::size_t pieces = line_size<Real> / lane_count<Real>;

/// Registers of the machine
template <class Real>
inline constexpr std::size_t register_count = sizeof(lanes<Real>) == 64 || XSIMD_WITH_NEON64 ? 32 : 16;

}  // namespace
}  // namespace lamina::passes::LAMINA_SET
