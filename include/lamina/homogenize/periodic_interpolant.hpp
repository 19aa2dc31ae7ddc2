#pragma once

#include <array>
#include <complex>
#include <span>
#include <vector>

#include <lamina/homogenize/cell_equation.hpp>

namespace lamina {

/// A periodic function between its values on an equispaced grid: trigonometric interpolation, exact for what the
/// grid resolves, without the Nyquist modes of even grids. Of a cell solved by differences it is linear along each axis
/// between the corners of pixels: there its slopes jump where coefficients do.
class periodic_interpolant {
public:
    periodic_interpolant() = default;
    /// `values` has shape (points,), as in `cell`. Throws std::invalid_argument on a wrong size.
    periodic_interpolant(cell_equation const& cell, std::span<double const> values);

    /// The value at y, shape (D,), further coordinates ignored, differentiated times[i] times along axis i. Cost: a
    /// complex multiply-add or two for each of half the Fourier modes above 1e-16 of the largest, and a sine and a
    /// cosine an axis.
    [[nodiscard]] double operator()(std::array<double, 3> const& y, std::array<int, 3> const& times = {}) const;
    /// The gradient at y, shape (D,); 0 for further coordinates.
    [[nodiscard]] std::array<double, 3> gradient(std::array<double, 3> const& y) const;

private:
    [[nodiscard]] double between_corners(std::array<double, 3> const& y, std::array<int, 3> const& times) const;

    struct mode {
        std::array<long, 3> k;
        std::complex<double> amplitude;  // twice the coefficient: its conjugate partner is not kept
    };
    std::array<double, 3> period_{1, 1, 1};
    std::array<std::size_t, 3> grid_{1, 1, 1};
    std::vector<double> corners_;  ///< of pixels, shape (points,), or empty
    std::array<std::size_t, 3> highest_{};
    double mean_ = 0;
    std::vector<mode> modes_;

    template <class Use>
    void for_each_mode(std::array<double, 3> const& y, Use const& use) const;
};

}  // namespace lamina
