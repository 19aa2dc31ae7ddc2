#pragma once

#include <cstddef>
#include <utility>

namespace lamina::passes::LAMINA_SET {
namespace {

/// body(i) for i = 0 .. Count - 1, each i a std::integral_constant, with no loop left: so that compilers keep
/// arrays of SIMD registers in registers.
template <std::size_t Count, class Body>
[[gnu::always_inline]] inline void unroll(Body&& body) {
    [&]<std::size_t... I>(std::index_sequence<I...>) __attribute__((always_inline)) {
        (body(std::integral_constant<std::size_t, I>{}), ...);
    }
    (std::make_index_sequence<Count>{});
}

}  // namespace
}  // namespace lamina::passes::LAMINA_SET
