#pragma once

#include <span>
#include <vector>

#include <lamina/sample/box.hpp>

namespace lamina {

/// The (degree + 1)^D Chebyshev points of the first kind of a box, last axis fastest, and interpolation between them
class slow_points {
public:
    slow_points(box domain, std::size_t degree);

    [[nodiscard]] box const& domain() const { return domain_; }
    [[nodiscard]] std::size_t along_axis() const { return n_; }
    [[nodiscard]] std::size_t size() const;
    /// Point q, shape (D,)
    [[nodiscard]] std::vector<double> operator[](std::size_t q) const;
    /// From values at the points, shape (size(),), to coefficients of Chebyshev products: shape (size(),)
    [[nodiscard]] std::vector<double> coefficients(std::vector<double> values) const;
    /// Values at the points, shape (size(),), differentiated once along an axis: shape (size(),)
    [[nodiscard]] std::vector<double> slope(std::vector<double> const& values, std::size_t axis) const;
    /// What the values at the points are multiplied with for the interpolant at x, shape (D,), differentiated times[i]
    /// times along axis i: shape (size(),). Throws std::invalid_argument outside the box.
    [[nodiscard]] std::vector<double> weights(std::span<double const> x, std::span<int const> times) const;

private:
    box domain_;
    std::size_t n_;
    std::vector<double> to_coefficients_;     ///< of one axis, shape (n, n)
    std::vector<std::vector<double>> slope_;  ///< of each axis, shape (n, n)

    /// T_0 .. T_{n-1} of an axis at x, differentiated: shape (n,)
    [[nodiscard]] std::vector<double> polynomials(std::size_t axis, double x, int times) const;
};

}  // namespace lamina
