#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include <xtensor/xtensor.hpp>

namespace lamina {

/// -div(A grad chi + c chi + g) + b . grad chi = s on a periodic cell with mean(chi) = 0, given on an equispaced grid
/// of n_0 x n_1 x ... points (last axis fastest). With m components chi is a
/// vector, and A a tensor of rank four as a matrix on the derivatives d chi_k / dy_i, which count as D k + i.
struct cell_equation {
    std::size_t dimension = 1;
    std::array<std::size_t, 3> grid{1, 1, 1};
    std::array<double, 3> period{1, 1, 1};
    std::array<double, 3> offset{};  ///< of the grid from the origin of the cell, in grid spacings
    std::size_t components = 1;     ///< m, with m D <= 9
    std::vector<double> tensor;     ///< A, shape (m D, m D, points)
    std::vector<double> flux;       ///< g, shape (m D, points)
    std::vector<double> source;     ///< s, shape (m, points), or empty for 0
    std::vector<double> transport;  ///< c, shape (D, points), or empty for 0, as it has to be if m > 1
    std::vector<double> drift;      ///< b, shape (D, points), or empty for 0, as it has to be if m > 1
    /// For coefficients that jump: they are constant on pixels, [i, i + 1) / n of the period along each axis, and given
    /// in their middles; derivatives are the differences of `pixel_operator`, and chi lives at the corners of the
    /// pixels, i / n of the period.
    bool by_differences = false;

    [[nodiscard]] std::size_t points() const { return grid[0] * grid[1] * grid[2]; }
    /// Where the coefficients are given: the coordinates of grid point p or the middle of pixel p, shape (D,).
    [[nodiscard]] std::array<double, 3> at(std::size_t p) const {
        std::array<double, 3> y{};
        for (std::size_t i = 3, rest = p; i-- > 0; rest /= grid[i])
            y[i] = period[i] *
                   (static_cast<double>(rest % grid[i]) + offset[i] + (by_differences && i < dimension ? 0.5 : 0.0)) /
                   static_cast<double>(grid[i]);
        return y;
    }
};

/// The solution of a cell equation at the grid points.
struct cell_solution {
    xt::xtensor<double, 2> chi;       ///< shape (m, points), at the corners of pixels if by differences
    xt::xtensor<double, 2> gradient;  ///< shape (m D, points)
    std::size_t iterations = 0;
    /// |s + div(A grad chi + c chi + g) - b . grad chi| / |s + div g| without the means, computed after the solve
    double residual = 0;
    /// mean(s - b . grad chi): 0 if the equation has a solution
    double imbalance = 0;
};

struct cell_options {
    double tolerance = 1e-13;    ///< of the iteration, relative to the right-hand side
    double accepted = 1e-9;      ///< of the residual computed after the solve
    std::size_t iterations = 0;  ///< at most; 0: 5000 of conjugate gradients, 500 of GMRES
};

/// Solves by the Fourier collocation method: derivatives are spectral (or differences on pixels), the equation
/// holds at the grid points, and conjugate gradients (GMRES if A is not symmetric, or with b or c) run on the operator
/// preconditioned by the inverse of -mean(tr A / D) lap, of a vector by that of -div(mean(A) grad). Cost: 2 m D + 2
/// FFTs an iteration, about 17 iterations at contrast 3. With b, the equation without its mean is solved, which always
/// has a solution; `imbalance` says whether the equation itself has one.
///
/// Throws std::invalid_argument if an array has the wrong size, a value is not finite, A is not coercive (the
/// point, the smallest eigenvalue of its symmetric part, and what was expected; where m = D and A has the symmetries
/// of elasticity, on symmetric gradients; on pixels A may be 0, the pixel a void, but not everywhere), or mean(s) != 0
/// without b: the equation then has no solution. Throws std::runtime_error if the iteration does not reach the
/// tolerance.
cell_solution solve(cell_equation const& cell, cell_options const& options = {});

/// The same for a scalar with symmetric A on pixels of a plane, by bilinear elements that are integrated exactly: the
/// mean energy is then that of a function, and not less than that of the solution.
cell_solution solve_twisted(cell_equation const& cell, cell_options const& options = {});

}  // namespace lamina
