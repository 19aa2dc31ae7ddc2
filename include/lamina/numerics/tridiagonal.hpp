#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace lamina::numerics {

/// A symmetric tridiagonal matrix
struct tridiagonal {
    std::vector<double> diagonal, beside;  ///< shapes (n,) and (n - 1,)
};

/// Q^T G Q of a symmetric G, shape (n, n), given by its lower triangle, Q = H_n-1 ... H_1. Reflector H_i, of the first
/// i coordinates, is left in row i: its first i - 1 entries, then 1; `tau` has their factors.
tridiagonal to_tridiagonal(std::span<double> g, std::size_t n, std::span<double> tau);

/// Overwrites the rows z, shape (n, n), by z H_1 ... H_n-1, the reflectors as `to_tridiagonal` leaves them in g.
void times_reflectors(std::span<double> z, std::span<double const> g, std::size_t n, std::span<double const> tau);

/// Overwrites the diagonal by the eigenvalues, in no order, by the implicit QL iteration; and the rows z, shape (n, n),
/// unless z is empty, by products of the transposed rotations with them: begun with the identity, row k becomes the
/// eigenvector of eigenvalue k. False if it does not converge.
bool iterate_ql(tridiagonal& t, std::span<double> z);

}  // namespace lamina::numerics
