#pragma once

#include <cstddef>
#include <span>

#include <lamina/numerics/dense_kernels.hpp>

/// Dense algebra in double, row-major, on the threads of `default_pool()` and in the widest registers of the machine. A
/// symmetric matrix is given, and needs to be correct, in its lower triangle. Sizes that do not fit throw
/// std::invalid_argument. Results repeat bit for bit for one number of threads and one instruction set.
namespace lamina::numerics {

/// Which part of a product is wanted
enum class part { all, lower };

/// C = factor A B^T, C_ij = factor sum_k a_ik b_jk, shape (m, n) with rows ldc apart, of lines a_i and b_j of the same
/// depth; with part::lower nothing above the diagonal is touched. Cost 2 m n depth flops, half of it for the lower
/// part.
void set_to_product(double* c, std::size_t ldc, lines const& a, lines const& b, double factor = 1, part = part::all);
/// C += factor A B^T
void add_product(double* c, std::size_t ldc, lines const& a, lines const& b, double factor, part = part::all);

/// The lower triangle of G = A^T A, shape (n, n), of A of shape (m, n). Cost m n^2 flops.
void gram_of_columns(std::span<double const> a, std::size_t m, std::size_t n, std::span<double> g);
/// The lower triangle of G = A A^T, shape (m, m), of A of shape (m, n). Cost m^2 n flops.
void gram_of_rows(std::span<double const> a, std::size_t m, std::size_t n, std::span<double> g);

/// y_j = A x_j for `count` vectors in one pass over A: x of shape (count, n), y of shape (count, m).
void multiply_each(std::span<double const> a, std::size_t m, std::size_t n, std::span<double const> x,
                   std::size_t count, std::span<double> y);
/// y = A^T x, y of shape (n,)
void multiply_transposed(std::span<double const> a, std::size_t m, std::size_t n, std::span<double const> x,
                         std::span<double> y);

/// Throws std::invalid_argument "<name> has <size> numbers, expected <expected>" unless both are equal.
void expect_size(char const* name, std::size_t size, std::size_t expected);

}  // namespace lamina::numerics
