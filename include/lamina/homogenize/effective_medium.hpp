#pragma once

#include <functional>
#include <span>
#include <vector>

#include <lamina/homogenize/cell_equation.hpp>
#include <lamina/homogenize/periodic_interpolant.hpp>

namespace lamina {

/// The periodic coefficient at points: y of shape (N, D), row-major, to A of shape (m D, m D, N), m = 1 for a scalar.
using coefficient_at = std::function<std::vector<double>(std::span<double const> y)>;

/// The homogenised medium of -div(A(x / eps) grad u) = f; of a vector u of m components, with A a tensor of rank four
/// as a matrix on the derivatives du_k/dx_i, which count as D k + i, e_j below is the one of them that counts as j.
struct effective_medium {
    std::size_t dimension = 1;
    std::size_t components = 1;  ///< m
    /// a*_ij = mean(A (e_j + grad chi_j))_i, shape (m D, m D)
    std::vector<double> by_flux;
    /// a*_ij = mean((e_i + grad chi'_i) . A (e_j + grad chi_j)), chi' the corrector of the transpose of A: second
    /// order accurate in the corrector; shape (m D, m D)
    std::vector<double> by_energy;
    cell_equation cell;                     ///< the grid of the solution
    std::vector<cell_solution> correctors;  ///< chi_j, j < m D
    std::vector<periodic_interpolant> chi;  ///< component k of chi_j anywhere, at m j + k

    /// by energy; throws std::invalid_argument unless i, j < m D
    [[nodiscard]] double operator()(std::size_t i, std::size_t j) const;
};

struct medium_options {
    std::size_t grid = 0;        ///< points an axis; 0: doubled from 16 until a* changes by less than `tolerance`
    double tolerance = 2e-14;    ///< relative, of a*
    std::size_t largest = 0;     ///< largest grid when doubling; 0: 4096, 512, 64 in one, two, three dimensions
    std::vector<std::size_t> shape{};  ///< points of each axis, in place of `grid`: the pixels of an image
    bool by_differences = false;       ///< as in `cell_equation`, for a coefficient that jumps
    cell_options cell{};
};

/// Solves the m D cell problems -div(A (grad chi_j + e_j)) = 0 and averages. Throws as `solve(cell_equation)` does,
/// std::invalid_argument for a coefficient of which the size is no square of a multiple of D, a period that is not
/// positive or a shape of another dimension, and std::runtime_error if a* has not settled to 1e-6 at the largest grid
/// (a coefficient that jumps).
effective_medium solve_cells(coefficient_at const& coefficient, std::span<double const> period,
                             medium_options const& options = {});

}  // namespace lamina
