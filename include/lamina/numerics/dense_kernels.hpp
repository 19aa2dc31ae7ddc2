#pragma once

#include <cstddef>

#include <lamina/parallel/instruction_set.hpp>

namespace lamina::numerics {

/// Lines of numbers, all of one length: entry k of line i is data[i * between + k * along]. The rows of a row-major
/// matrix, or its columns.
struct lines {
    double const* data;
    std::size_t count, depth, between, along = 1;
};

/// What dense algebra does in SIMD registers, compiled once for each instruction set. What is longer than a tile is the
/// business of those who call: products.hpp, householder.hpp.
struct dense_kernels {
    /// Shape of a tile of a product in registers; a line of packed numbers for its rows, and one for its columns.
    std::size_t rows, columns;
    /// C += L^T R, or C = L^T R, shape (rows, columns) with rows of C ldc apart: `left` of shape (depth, rows), `right`
    /// of shape (depth, columns), packed.
    void (*multiply)(std::size_t depth, double const* left, double const* right, double* c, std::size_t ldc, bool add);
    /// Up to `rows` (`columns`) lines as one packed block, shape (depth, rows), times a factor; lines that lack are 0.
    void (*pack_rows)(lines const& from, double factor, double* to);
    void (*pack_columns)(lines const& from, double* to);

    double (*dot)(double const* x, double const* y, std::size_t n);
    /// y += factor x
    void (*add)(double factor, double const* x, double* y, std::size_t n);

    /// Sizes of triangles that these two take at most
    static constexpr std::size_t most = 64;
    /// Overwrites the lower triangle of A, shape (n, n), by its Cholesky factor; false if a pivot is not positive.
    bool (*cholesky)(double* a, std::size_t lda, std::size_t n);
    /// X = X L^-T, X of shape (count, n), L lower triangular, shape (n, n)
    void (*solve_lower)(double const* l, std::size_t ldl, std::size_t n, double* x, std::size_t ldx, std::size_t count);

    /// p += A v as far as rows first to end - 1 of the lower triangle of a symmetric A say: p_i of those rows from what
    /// is left of the diagonal and on it, and all before from its mirror image.
    void (*symmetric_times)(double const* a, std::size_t lda, std::size_t first, std::size_t end, double const* v,
                            double* p);

    /// Numbers in a strip of `rotate`
    std::size_t strip;
    /// Rotates lines i and i + 1 of z, shape (count + 1, strip), by (c_i, s_i) for i = count - 1 .. 0:
    /// (z_i, z_i+1) = (c z_i - s z_i+1, s z_i + c z_i+1).
    void (*rotate)(double const* c, double const* s, std::size_t count, double* z);
};

/// Those of one of `usable_instruction_sets`
dense_kernels const& dense_kernels_of(instruction_set set);
/// Those of `chosen_instruction_set`
dense_kernels const& chosen_dense_kernels();

}  // namespace lamina::numerics
