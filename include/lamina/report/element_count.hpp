#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace lamina {

/// The number of elements of an array of that shape, the product of its numbers: 1 for a shape of none. Nothing if it
/// is 2^60 or more, which as doubles have no addresses; as in NumPy an axis of length 0 counts as 1 in this.
constexpr std::optional<std::size_t> element_count(std::span<std::size_t const> shape) {
    std::size_t product = 1, room = PTRDIFF_MAX / sizeof(double);
    for (std::size_t const n : shape) {
        product *= n;
        if (n == 0) continue;
        room /= n;
        if (room == 0) return std::nullopt;
    }
    return product;
}

}  // namespace lamina
