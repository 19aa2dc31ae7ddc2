#pragma once

#include <cstddef>

#include <xtensor/xtensor.hpp>

#include <lamina/dsl/expr/shape.hpp>
#include <lamina/report/array_of.hpp>

namespace lamina {

/// Vectors of m components at N points, shape (N, m), from shape (m, N)
xt::xtensor<double, 2> vectors_at_points(xt::xtensor<double, 2> const& components);
/// Matrices of n columns at N points, shape (N, m, n), from shape (m n, N)
xt::xtensor<double, 3> matrices_at_points(xt::xtensor<double, 2> const& components, std::size_t n);

/// Values of an expression of a shape at N points, from those of its components, shape (components, N): of a scalar
/// shape (N,), of an m-vector shape (N, m), of an m x n matrix shape (N, m, n).
template <shape Form>
auto values_at_points(xt::xtensor<double, 2> const& components) {
    if constexpr (Form.is_scalar())
        return array_of(components);
    else if constexpr (Form.is_vector())
        return vectors_at_points(components);
    else
        return matrices_at_points(components, static_cast<std::size_t>(Form.cols));
}

}  // namespace lamina
