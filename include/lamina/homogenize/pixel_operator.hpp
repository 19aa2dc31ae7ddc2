#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <lamina/homogenize/alternating_gradient.hpp>
#include <lamina/homogenize/reference_medium.hpp>

namespace lamina {

/// The operator of a cell equation, which has to outlive it, whose coefficients are constant on pixels: x lives at the
/// corners of the pixels, corner p being the lower one of pixel p along each axis, and acts as
///     D^T (A D x + c M x) + M^T (b . D x),
/// where D x is the gradient in the middles of the pixels, differences along one axis and means along the others, and
/// M x the mean of the corners. No axis and no diagonal is preferred: mirrored pixels have mirrored solutions. Layers
/// are exact. It is the rotated scheme of Willot (2015), or that of bilinear elements with one quadrature point. Its
/// vectors are m components, shape (m, points), and the `alternating_gradient`, which D x includes.
class pixel_operator {
public:
    using vector = std::vector<double>;

    /// `twisted`, of a scalar in two dimensions: with the energy of the bilinear part of x in place of the alternating
    /// gradient. The elements are then integrated exactly, and the energy of x is that of a function.
    explicit pixel_operator(cell_equation const& cell, bool twisted = false);

    /// out = -D^T g + M^T s without its mean, the right-hand side
    void load(vector& out) const;
    /// out = the above of x without its mean; returns the mean of b . D x
    double apply(vector const& x, vector& out) const;
    void precondition(vector const& r, vector& z);
    void values(vector const& x, std::vector<double>& out) const { out.assign(x.begin(), x.begin() + corners()); }
    /// out = D x, shape (m D, points)
    void gradient(vector const& x, std::vector<double>& out) const;

private:
    struct entry {
        std::size_t column;
        double const* values;  // shape (points,)
    };
    cell_equation const& cell_;
    pixel_grid grid_;
    std::size_t d_, m_, n_;
    std::vector<double> twist_;             // of each pixel, times (x_00 - x_10 - x_01 + x_11)^2, or empty
    std::vector<std::vector<entry>> rows_;  // of A, without what is 0; equal entries are one array
    reference_medium reference_;
    alternating_gradient alternating_;

    [[nodiscard]] std::ptrdiff_t corners() const { return static_cast<std::ptrdiff_t>(m_ * n_); }
    static std::vector<std::vector<entry>> entries_of(cell_equation const& cell);
    [[nodiscard]] bool symmetric() const;
    void add_twist(vector const& x, vector& out) const;
    template <class Flux>
    void transposed(std::size_t values, Flux const& flux, std::span<double const> x, vector& out) const;
};

/// The derivative along an axis, or with axis 3 the mean of the corners, in the middle of each pixel, shape (points,),
/// of values at the corners, shape (points,).
std::vector<double> at_pixels(cell_equation const& grid, std::span<double const> corners, std::size_t axis);

}  // namespace lamina
