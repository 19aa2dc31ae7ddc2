#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

#include <xtensor/xtensor_forward.hpp>

namespace lamina::solving {

/// How much of a function h(x, y), periodic in y, is above a tolerance: h is the sum over k and d of h_kd T_d(s) exp(2
/// pi i k y / period), s in [-1, 1] the scaled x.
struct cell_spectrum {
    std::vector<std::vector<double>> size;  ///< |h_kd|, k = 0, 1, ...
    double largest = 0;
    bool resolved = true;  ///< whether the grid has what is above 1e-13 of the largest

    /// The last d with |h_kd| > tolerance * largest for each k, the last k with one being the last; -1: none for this k
    [[nodiscard]] std::vector<long> degrees(double tolerance) const;
};

/// Of values(x, y), shape (N, M), on Chebyshev points from lower to upper and an equispaced grid of y; grids are
/// doubled from 48 x 32 up to 384 x 512 until they resolve it. Cost: some hundredths of a second at most.
cell_spectrum spectrum_of(
    std::function<xt::xtensor<double, 2>(std::span<double const> x, std::span<double const> y)> const& values,
    double lower, double upper, double period);

/// The antiderivative in y of mean 0 of each line of values, shape (lines, M), at M equispaced points of a period,
/// without its mean
xt::xtensor<double, 2> fast_antiderivative(xt::xtensor<double, 2> const& values, double period);

}  // namespace lamina::solving
