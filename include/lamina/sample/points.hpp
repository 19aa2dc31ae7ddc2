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
/// of counts of a grid is not D, and here as below if the points do not fit into memory.
std::vector<double> interior_points(box const& domain, point_choice const& choice);

/// How many points are laid on each side of the boundary and at each other place, and how: in one dimension a side
/// is one point; in two they are equispaced with the corners or, clustered, Chebyshev points without the corners,
/// for polynomial trial spaces and data that jump in a corner; in more a low-discrepancy sequence or, on a lattice,
/// `count` equispaced points with the edges along each axis of the side.
struct side_points {
    std::size_t count = 64;
    bool clustered = false;
    bool lattice = false;
};

/// Points on each of the 2 `axes` faces across the first `axes` coordinates, shape (2 axes count, D), face by face,
/// lower before upper. Throws std::invalid_argument if the count is 0.
std::vector<double> boundary_points(box const& domain, side_points const& sides, std::size_t axes);
std::vector<double> boundary_points(box const& domain, std::size_t per_side);

/// The outward unit normals at `boundary_points(domain, sides, axes)`, shape (2 axes count, axes).
std::vector<double> boundary_normals(box const& domain, side_points const& sides, std::size_t axes);

/// Points where coordinate `axis` is `value`, laid as on a side, shape (count, D).
/// Throws std::invalid_argument if the count is 0 or the value lies outside the domain.
std::vector<double> plane_points(box const& domain, std::size_t axis, double value, side_points const& sides);

/// Points on the two faces across `axis`, first all on the lower, then their images on the upper:
/// shape (2 count, D). Throws std::invalid_argument if the count is 0 or there is no such axis.
std::vector<double> face_pairs(box const& domain, std::size_t axis, side_points const& sides);

/// n equispaced points from end to end of an interval, shape (n, 1). Throws std::invalid_argument if
/// n < 2 or an end is not finite.
std::vector<double> linear_points(double lower, double upper, std::size_t n);

}  // namespace lamina
