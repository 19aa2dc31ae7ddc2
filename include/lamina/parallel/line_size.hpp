#pragma once

#include <cstddef>

#include <lamina/parallel/aligned_storage.hpp>

namespace lamina {

/// Points lie in lines, a cache line each: 8 numbers of double, 16 of float, whatever registers a machine has. Arrays
/// over points are laid out in lines, so that no layout depends on an instruction set.
template <class Real>
inline constexpr std::size_t line_size = cache_line / sizeof(Real);

}  // namespace lamina
