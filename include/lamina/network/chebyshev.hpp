#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <xtensor/xtensor.hpp>

namespace lamina {

/// A trial space that is linear in its parameters: the products T_n0(s_0) T_n1(s_1) ... of Chebyshev polynomials,
/// n_i <= degree_i, in one to three dimensions, s_i in [-1, 1] the coordinate x_i of the box scaled.
/// An equation linear in its unknown becomes one linear least-squares problem in the coefficients. Columns of high
/// degree have derivatives that are larger by degree^2 an order: scale columns to equal length before solving.
class chebyshev_basis {
public:
    /// The box lower_i <= x_i <= upper_i and the highest degree along each axis.
    /// Throws std::invalid_argument unless there are 1 to 4 of each, finite and with lower < upper.
    chebyshev_basis(std::span<double const> lower, std::span<double const> upper, std::span<std::size_t const> degree);

    [[nodiscard]] std::size_t dimension() const { return degree_.size(); }
    /// The number of basis functions, (degree_0 + 1) (degree_1 + 1) ...; n of the last axis fastest.
    [[nodiscard]] std::size_t size() const;

    /// The basis functions, differentiated order[i] times along axis i, at points of shape (N, D), row-major:
    /// shape (N, size()). Cost: a multiplication a number and axis.
    /// Throws std::invalid_argument if sizes do not fit, an order is negative, or a point lies outside the box.
    [[nodiscard]] xt::xtensor<double, 2> derivative(std::span<double const> points, std::span<int const> order) const;

private:
    std::vector<double> lower_, upper_;
    std::vector<std::size_t> degree_;
};

}  // namespace lamina
