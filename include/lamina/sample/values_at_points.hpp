#pragma once

#include <cstddef>
#include <span>

#include <xtensor/xtensor.hpp>

#include <lamina/dsl/expr/shape.hpp>
#include <lamina/report/array_of.hpp>

namespace lamina {

/// Vectors of m components at N points, shape (N, m), from shape (m, N)
xt::xtensor<double, 2> vectors_at_points(std::span<double const> components, std::size_t m);
/// Matrices at N points, shape (N, m, n), from shape (m, n, N)
xt::xtensor<double, 3> matrices_at_points(std::span<double const> components, std::size_t m, std::size_t n);

/// Values of an expression of a shape at N points, from those of its components one after the other: of a scalar
/// shape (N,), of an m-vector shape (N, m), of an m x n matrix shape (N, m, n).
template <shape Form>
auto values_at_points(std::span<double const> components) {
    constexpr auto m = static_cast<std::size_t>(Form.rows), n = static_cast<std::size_t>(Form.cols);
    if constexpr (Form.is_scalar())
        return array_of(components);
    else if constexpr (Form.is_vector())
        return vectors_at_points(components, m);
    else
        return matrices_at_points(components, m, n);
}

}  // namespace lamina
