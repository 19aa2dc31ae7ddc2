#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <lamina/network/axis_map.hpp>
#include <lamina/network/parity.hpp>
#include <lamina/network/trial_space.hpp>
#include <lamina/report/xarray.hpp>

namespace lamina {

/// Functions of one axis, smooth in z (axis_map.hpp): on a periodic one 1, cos(2 pi k z), sin(2 pi k z), k up to the
/// degree, on another the Chebyshev polynomials of 2 z - 1; of these those of a parity about z = 1/2.
struct line_functions {
    axis_map map;
    std::size_t degree;
    parity only = parity::none;

    [[nodiscard]] std::size_t size() const;
    /// The wave number or degree of function number k
    [[nodiscard]] std::size_t degree_of(std::size_t k) const;
    [[nodiscard]] bool is_even(std::size_t k) const;
    /// Differentiated `order` times, at N points: shape (size, N)
    [[nodiscard]] xt::xtensor<double, 2> derivative(std::span<double const> x, int order) const;
    /// Equispaced in z on a periodic axis, else Chebyshev points in z; of functions of a parity in z > 1/2 only: shape
    /// (count,)
    [[nodiscard]] std::vector<double> nodes(std::size_t count) const;
};

/// The products of functions of each axis, functions of the last one fastest, but for the constant.
class line_products final : public trial_space {
public:
    explicit line_products(std::vector<line_functions> along);

    [[nodiscard]] std::vector<line_functions> const& along() const { return along_; }
    [[nodiscard]] std::size_t size() const override;
    /// Throws std::invalid_argument for a point outside the box.
    [[nodiscard]] xt::xtensor<double, 2> derivative(std::span<double const> points,
                                                    std::array<int, max_axes> const& times) const override;

    /// How many there are with the constant, and where number f, the constant first if it is one of them, stands in
    /// coefficients c, shape (size + 1,), of which the last is that of the constant
    [[nodiscard]] std::size_t products() const { return size() + (with_constant() ? 1 : 0); }
    [[nodiscard]] std::size_t place_of(std::size_t f) const { return !with_constant() ? f : f == 0 ? size() : f - 1; }

    /// Coordinates of a grid along each axis
    using grid = std::vector<std::vector<double>>;
    /// sum over k of c_k phi_k, the constant last in c, on a grid of n_i coordinates along axis i: shape (n_0, n_1,
    /// ...)
    [[nodiscard]] xt::xarray<double> on_grid(std::span<double const> c, grid const& at) const;
    /// The c, shape (size + 1,), of which values on a grid are the sum, by least squares axis after axis
    [[nodiscard]] std::vector<double> fitted(xt::xarray<double> values, grid const& at) const;

private:
    std::vector<line_functions> along_;

    [[nodiscard]] bool with_constant() const;
};

}  // namespace lamina
