#pragma once

#include <cstddef>
#include <span>

namespace lamina::numerics {

/// Overwrites the lower triangle of a positive definite G, shape (n, n), with its Cholesky factor L, G = L L^T. False
/// if G is not numerically positive definite, as far as a pivot that is not positive or not finite says; L is then of
/// no use. The upper triangle is neither read nor written. Cost n^3 / 3.
bool cholesky(std::span<double> g, std::size_t n);
/// Solves L L^T x = x in place.
void cholesky_solve(std::span<double const> factor, std::size_t n, std::span<double> x);

/// X = X L^-T in place, X of shape (count, n) with rows ldx apart, L lower triangular, shape (n, n), with rows ldl
/// apart.
void solve_lower(double const* l, std::size_t ldl, std::size_t n, double* x, std::size_t ldx, std::size_t count);

}  // namespace lamina::numerics
