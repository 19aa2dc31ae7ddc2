#pragma once

#include <array>
#include <cstddef>
#include <span>

#include <xtensor/xtensor_forward.hpp>

namespace lamina {

/// Coordinates of a solution: three of space and one of time
inline constexpr std::size_t max_axes = 4;

/// A linear space of functions on a domain: u = c_0 + sum_k theta_k phi_k(x).
class trial_space {
public:
    virtual ~trial_space() = default;
    /// How many phi_k there are beside the constant.
    [[nodiscard]] virtual std::size_t size() const = 0;
    /// phi_k differentiated times[i] times along x_i, at points of shape (N, D): shape (size, N).
    [[nodiscard]] virtual xt::xtensor<double, 2> derivative(std::span<double const> points,
                                                            std::array<int, max_axes> const& times) const = 0;
    /// sum_k coefficients[i, k] phi_k, likewise, of coefficients of shape (outputs, size): shape (outputs, N).
    [[nodiscard]] virtual xt::xtensor<double, 2> combined(std::span<double const> coefficients,
                                                          std::span<double const> points,
                                                          std::array<int, max_axes> const& times) const;
};

}  // namespace lamina
