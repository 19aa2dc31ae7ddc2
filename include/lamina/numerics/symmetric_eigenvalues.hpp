#pragma once

#include <cstddef>
#include <vector>

namespace lamina::numerics {

/// Eigenvalues of a symmetric matrix, shape (n, n), given by its lower triangle, descending, to rounding of the
/// largest. By Householder reflectors to tridiagonal form, 4/3 n^3 flops, and the QL iteration. Throws
/// std::invalid_argument for an entry that is not finite, std::runtime_error if the iteration does not converge.
std::vector<double> symmetric_eigenvalues(std::vector<double> g, std::size_t n);
/// The same, and the orthonormal eigenvectors as the rows of g, in the order of the eigenvalues. About 10 n^3 flops.
std::vector<double> symmetric_eigenvectors(std::vector<double>& g, std::size_t n);

}  // namespace lamina::numerics
