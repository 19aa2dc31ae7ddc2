#pragma once

#include <span>

namespace lamina::numerics {

/// Eigenvalues and eigenvectors of a symmetric tridiagonal matrix by the implicit QL iteration. Overwrites the
/// diagonal, shape (n,), by the eigenvalues, in no order; what stands beside it, shape (n,) of which the last number is
/// not read, by rounding; and the rows z, shape (n, n), by products of the transposed rotations with them: from the
/// identity row k becomes the eigenvector of eigenvalue k. False if it does not converge. Cost about 9 n^3 flops, on
/// all threads: what Eigen does rotation by rotation, on one thread and from far memory, is done here for many
/// rotations at once in strips of z that stay in the cache.
bool iterate_ql(std::span<double> diagonal, std::span<double> beside, std::span<double> z);

}  // namespace lamina::numerics
