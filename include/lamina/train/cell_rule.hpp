#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <map>
#include <span>
#include <vector>

#include <xtensor/xtensor_forward.hpp>

namespace lamina::solving {

/// Which multiples of one or two fast waves, the second or else 0
using multiples = std::array<int, 2>;

/// A grid of one or two fast variables y, of m points along each of their periods
struct fast_grid {
    std::vector<double> period;
    std::size_t m;

    /// Its points, shape (M, periods), M = m or m^2
    [[nodiscard]] xt::xtensor<double, 2> points() const;
};

/// How much of a function h(x, y), periodic in one or two y, is above a tolerance: h is the sum over k and d of
/// h_kd T_d(s) exp(2 pi i (k_0 y_0 / period_0 + k_1 y_1 / period_1)), s in [-1, 1] the scaled x; of k and -k one is
/// kept.
struct cell_spectrum {
    std::map<multiples, std::vector<double>> size;  ///< |h_kd|
    double largest = 0;
    bool resolved = true;  ///< whether the grid has what is above 1e-13 of the largest

    /// The last d with |h_kd| > tolerance * largest for each k; -1 for k that have none, but lie, sign by sign, between
    /// 0 and one that has.
    [[nodiscard]] std::map<multiples, long> degrees(double tolerance) const { return degrees(tolerance, {1.0}); }
    /// The same of h times a slow function, the sum over d of q_d T_d(s), from |q_d|, 1 the largest: the last d + e
    /// with |h_kd| |q_e| > tolerance * largest
    [[nodiscard]] std::map<multiples, long> degrees(double tolerance, std::vector<double> const& slow) const;
};

/// Values of h at N points and a grid of M, shape (N, M)
using values_in_cells = std::function<xt::xtensor<double, 2>(std::span<double const> x, fast_grid const& y)>;

/// Of h at Chebyshev points from lower to upper and on equispaced grids of y; grids are doubled from 48 x 32 (a y) up
/// to 384 x 512, with two y to 96 x 128 x 128, until they resolve it. Cost: some hundredths of a second at most, with
/// two y some tenths.
cell_spectrum spectrum_of(values_in_cells const& h, double lower, double upper, std::vector<double> const& period);

/// The antiderivative in x of mean 0 of each line of values, shape (lines, M), on a grid of y = x / p, without what
/// does not oscillate
xt::xtensor<double, 2> fast_antiderivative(xt::xtensor<double, 2> const& values, fast_grid const& grid,
                                           std::span<double const> p);

}  // namespace lamina::solving
