#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include <lamina/sample/box.hpp>

namespace lamina {

/// Where an equation is collocated: how many points and how they are laid.
struct point_choice {
    enum class layout { even, grid, random, clustered } how = layout::even;
    std::vector<std::size_t> counts;
    std::uint64_t seed = 0;
};

/// n points: equispaced without the ends in one dimension, a rank-1 low-discrepancy sequence (Roberts' R_d: the
/// fractional parts of multiples of powers of the inverse of the root of g^(d+1) = g + 1) in two and more.
point_choice points(std::size_t n);
/// n_0 x n_1 x ... equispaced points without the faces, last axis fastest.
point_choice grid_points(std::vector<std::size_t> counts);
/// n_0 x n_1 x ... Chebyshev points of the first kind, which crowd at the faces: for polynomial trial spaces, about
/// twice the degree along each axis.
point_choice chebyshev_points(std::vector<std::size_t> counts);
/// n points, uniform and independent, the same for equal seeds everywhere.
point_choice random_points(std::size_t n, std::uint64_t seed);

/// The chosen points inside the domain, shape (N, D). Throws std::invalid_argument if a count is 0 or the number
/// of counts of a grid is not D.
std::vector<double> interior_points(box const& domain, point_choice const& choice);

/// `per_side` points on each of the 2 `axes` faces across the first `axes` coordinates, shape (2 axes per_side, D),
/// face by face, lower before upper: in one dimension the two ends, once each, in two equispaced points with the
/// corners, in more a low-discrepancy sequence. Throws std::invalid_argument if per_side is 0.
std::vector<double> boundary_points(box const& domain, std::size_t per_side, std::size_t axes);
std::vector<double> boundary_points(box const& domain, std::size_t per_side);

/// The outward unit normals at `boundary_points(domain, per_side, axes)`, shape (2 axes per_side, axes).
std::vector<double> boundary_normals(box const& domain, std::size_t per_side, std::size_t axes);

/// `count` points where coordinate `axis` is `value`, laid as on a face, shape (count, D); one in one dimension.
/// Throws std::invalid_argument if count is 0 or the value lies outside the domain.
std::vector<double> plane_points(box const& domain, std::size_t axis, double value, std::size_t count);

/// Points on the two faces across `axis`, first all on the lower, then their images on the upper:
/// shape (2 per_side, D). Throws std::invalid_argument if per_side is 0 or there is no such axis.
std::vector<double> face_pairs(box const& domain, std::size_t axis, std::size_t per_side);

/// n equispaced points from end to end of an interval, shape (n, 1). Throws std::invalid_argument if
/// n < 2 or an end is not finite.
std::vector<double> linear_points(double lower, double upper, std::size_t n);

}  // namespace lamina
