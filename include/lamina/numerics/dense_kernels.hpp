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

/// The inner loops of dense algebra, compiled once for each instruction set: what Eigen does not do at the speed that
/// is asked for, see factorisations.hpp for what it does. What is longer than a tile is the business of those who call:
/// products.hpp, column_factors.hpp, ql_iteration.hpp.
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
