#pragma once

#include <functional>
#include <vector>

#include <xtensor/xtensor.hpp>

#include <lamina/sample/box.hpp>
#include <lamina/sample/points_view.hpp>

namespace lamina {

/// Norms of v on a domain Omega, with |v| the Euclidean norm of its components:
///   l2       (integral over Omega of |v|^2)^(1/2)
///   h1       (integral over Omega of |v|^2 + |grad v|^2)^(1/2), the gradient in space
///   maximum  the largest |v|
struct l2_t {};
struct h1_t {};
struct maximum_t {};
inline constexpr l2_t l2{};
inline constexpr h1_t h1{};
inline constexpr maximum_t maximum{};

template <class T>
concept Norm = std::same_as<T, l2_t> || std::same_as<T, h1_t> || std::same_as<T, maximum_t>;

namespace norms {

/// v at points, shape (components, N)
using function = std::function<xt::xtensor<double, 2>(points_view points)>;

/// (integral over the domain of the sum of the squares)^(1/2), and the largest root of a sum of squares. By Gauss'
/// rule on equal cells, its points and the ends (equispaced points would take a wave of their own number for a
/// constant), the largest one then by finer grids about its place; in more than three axes by low-discrepancy points.
/// As many as it takes until twice as many along each axis change it by less than 0.3 % twice, or by less than
/// `rounding`, which v may be off by: 16,384 or more in one axis, 192 along each of two, 80 of three. What is 0 but for
/// features between these points is not seen. Throws std::invalid_argument where a million points are not enough.
double root_of_squares(box const& domain, function const& v, double rounding = 0);
double largest(box const& domain, function const& v, double rounding = 0);

}  // namespace norms

}  // namespace lamina
