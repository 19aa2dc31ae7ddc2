#pragma once

#include <cstddef>

#include <lamina/parallel/instruction_set.hpp>

namespace lamina::numerics {

/// Eigen's factorisations of small or symmetric matrices, row-major, on one thread, compiled once for each instruction
/// set. cholesky.hpp and symmetric_eigenvalues.hpp build on them.
struct factorisations {
    /// Overwrites the lower triangle of A, shape (n, n) with rows lda apart, by its Cholesky factor; false if a pivot
    /// is not positive or not finite.
    bool (*cholesky)(double* a, std::size_t lda, std::size_t n);
    /// X = X L^-T, X of shape (count, n), L lower triangular, shape (n, n)
    void (*solve_lower)(double const* l, std::size_t ldl, std::size_t n, double* x, std::size_t ldx, std::size_t count);

    /// Eigenvalues of the symmetric matrix of which g has the lower triangle, ascending; false if the iteration does
    /// not converge.
    bool (*eigenvalues)(double const* g, std::size_t n, double* values);
    /// Q^T G Q = T, tridiagonal, of such a matrix: overwrites g by Q^T.
    void (*tridiagonalise)(double* g, std::size_t n, double* diagonal, double* beside);
};

/// Those of one of `usable_instruction_sets`
factorisations const& factorisations_of(instruction_set set);
/// Those of `chosen_instruction_set`
factorisations const& chosen_factorisations();

}  // namespace lamina::numerics
