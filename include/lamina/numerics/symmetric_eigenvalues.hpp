#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <xtensor/xtensor_forward.hpp>

namespace lamina::numerics {

/// Eigenvalues, shape (n,), of a symmetric matrix, shape (n, n), given by its lower triangle, descending, to rounding
/// of the largest; by Eigen, 4/3 n^3 flops. Throws std::invalid_argument for an entry that is not finite,
/// std::runtime_error if the iteration does not converge.
std::vector<double> symmetric_eigenvalues(std::span<double const> g, std::size_t n);
/// The same, shape (n,), and the orthonormal eigenvectors as the rows of g, shape (n, n), in the order of the
/// eigenvalues. About 12 n^3 flops, most of them in ql_iteration.hpp.
std::vector<double> symmetric_eigenvectors(xt::xtensor<double, 2>& g);

}  // namespace lamina::numerics
