#pragma once

#include <cstddef>
#include <span>
#include <vector>

/// Dense linear algebra by OpenBLAS and LAPACK. Matrices are row-major; a symmetric matrix is given, and needs to
/// be correct, in its lower triangle. Sizes that do not fit throw std::invalid_argument. Threads: blas_threads.hpp.
namespace lamina::linear_algebra {

/// G = A^T A, shape (n, n), of A of shape (m, n). Cost m n^2 flops.
void gram_of_columns(std::span<double const> a, std::size_t m, std::size_t n, std::span<double> g);
/// G = A A^T, shape (m, m), of A of shape (m, n). Cost m^2 n flops.
void gram_of_rows(std::span<double const> a, std::size_t m, std::size_t n, std::span<double> g);
/// C = A^T B, shape (n, k), of A of shape (m, n) and B of shape (m, k), with rows of `a` lda apart, of `b` ldb.
void product_of_columns(double const* a, std::size_t lda, double const* b, std::size_t ldb, std::size_t m,
                        std::size_t n, std::size_t k, std::span<double> c);

/// y_j = A x_j for `count` vectors in one pass over A: x of shape (count, n), y of shape (count, m).
void multiply_each(std::span<double const> a, std::size_t m, std::size_t n, std::span<double const> x,
                   std::size_t count, std::span<double> y);
/// y = A^T x, y of shape (n,)
void multiply_transposed(std::span<double const> a, std::size_t m, std::size_t n, std::span<double const> x,
                         std::span<double> y);

/// Overwrites the lower triangle of a positive definite G, shape (n, n), with its Cholesky factor. False if G is
/// not numerically positive definite. Cost n^3 / 3.
bool cholesky(std::span<double> g, std::size_t n);
/// Solves L L^T x = x in place.
void cholesky_solve(std::span<double const> factor, std::size_t n, std::span<double> x);

/// The x of least norm that minimises |A x - b|, singular values below rcond times the largest taken as 0.
/// A of shape (m, n); `rank`, if given, is the number of singular values that are left. Throws std::runtime_error if the
/// SVD fails.
std::vector<double> least_squares(std::vector<double> a, std::size_t m, std::size_t n, std::span<double const> b,
                                  double rcond, std::size_t* rank = nullptr);

/// Eigenvalues of a symmetric matrix, descending. Throws std::runtime_error if LAPACK fails.
std::vector<double> symmetric_eigenvalues(std::vector<double> g, std::size_t n);
/// The same, and the orthonormal eigenvectors as the rows of g, shape (n, n), in the order of the eigenvalues.
std::vector<double> symmetric_eigenvectors(std::vector<double>& g, std::size_t n);

}  // namespace lamina::linear_algebra
