#pragma once

#include <cstddef>
#include <span>

#include <xtensor/xtensor.hpp>

namespace lamina {

/// N numbers as an array, shape (N,)
xt::xtensor<double, 1> array_of(std::span<double const> numbers);
/// N numbers row by row as an array, shape (N / columns, columns)
xt::xtensor<double, 2> array_of(std::span<double const> numbers, std::size_t columns);

}  // namespace lamina
