#pragma once

#include <cstddef>
#include <stdexcept>

namespace lamina::graph {

/// A short list of node ids, or of numbers
template <class Item>
struct short_list {
    static constexpr int capacity = 100;  // a 10 x 10 matrix
    Item at[capacity]{};
    int size = 0;
    constexpr void push(Item item) {
        if (size >= capacity) throw std::length_error("lamina: an expression has more terms than id_list holds");
        at[static_cast<std::size_t>(size++)] = item;
    }
    constexpr Item operator[](int i) const { return at[static_cast<std::size_t>(i)]; }
    constexpr Item& operator[](int i) { return at[static_cast<std::size_t>(i)]; }
    [[nodiscard]] constexpr Item const* begin() const { return at; }
    [[nodiscard]] constexpr Item const* end() const { return at + size; }
};

}  // namespace lamina::graph
