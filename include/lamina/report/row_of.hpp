#pragma once

#include <cstddef>
#include <span>

#include <xtensor/xtensor.hpp>

namespace lamina {

/// Row i of an array of shape (n, m), borrowed: shape (m,)
template <class T>
std::span<T const> row_of(xt::xtensor<T, 2> const& array, std::size_t i) {
    return {array.data() + i * array.shape(1), array.shape(1)};
}
template <class T>
std::span<T> row_of(xt::xtensor<T, 2>& array, std::size_t i) {
    return {array.data() + i * array.shape(1), array.shape(1)};
}

}  // namespace lamina
