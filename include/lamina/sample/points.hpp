#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <type_traits>
#include <vector>

#include <lamina/sample/box.hpp>
#include <lamina/sample/points_view.hpp>

namespace lamina {

/// Where an equation is collocated: how many points and how they are laid.
struct point_choice {
    enum class layout { even, grid, random, latin, sobol, clustered, given } how = layout::even;
    std::vector<std::size_t> counts;
    std::uint64_t seed = 0;         ///< of those that are drawn; of even ones not 0 where they are laid anew
    std::vector<double> given{};    ///< the coordinates of given ones, row by row
    std::size_t columns = 0;        ///< of each of them; 0: as many as the domain has
    std::vector<double> weights{};  ///< of given ones

    /// points(n) of a line, as they are laid first
    [[nodiscard]] bool is_equispaced(std::size_t dimension) const {
        return how == layout::even && dimension == 1 && seed == 0;
    }
};

/// n points: equispaced without the ends in one dimension, a low-discrepancy sequence in two and more: the fractional
/// parts of multiples of numbers a_i, in two to four of the powers of 1 / g, g^(d+1) = g + 1 (Roberts' R_d), from five
/// on of the square roots of primes.
point_choice points(std::size_t n);
/// Of anything but one number: refused
template <class... Counts>
    requires(sizeof...(Counts) != 1 || !(std::is_convertible_v<Counts, std::size_t> && ...))
auto points(Counts const&...) {
    return reject::refused_call<"points(...): it takes one number, of all points; write points(256), or "
                                "grid_points({16, 16})", Counts...>();
}
/// `points({16, 16})`: refused
template <class Count>
auto points(std::initializer_list<Count>) {
    return reject::refused_call<"points({...}): it takes one number, of all points; write points(256), or "
                                "grid_points({16, 16})", Count>();
}
/// n_0 x n_1 x ... equispaced points without the faces, last axis fastest.
point_choice grid_points(std::vector<std::size_t> counts);
/// n_0 x n_1 x ... Chebyshev points of the first kind, which crowd at the faces: for polynomial trial spaces, about
/// twice the degree along each axis.
point_choice chebyshev_points(std::vector<std::size_t> counts);
/// n points, uniform and independent, the same for equal seeds everywhere.
point_choice random_points(std::size_t n, std::uint64_t seed);

/// n points, one in each of n slices of every axis, the same for equal seeds everywhere (unit_cube.hpp).
point_choice latin_hypercube(std::size_t n, std::uint64_t seed);
/// n points of Sobol's sequence, moved by a random vector, the same for equal seeds everywhere (unit_cube.hpp).
point_choice sobol_points(std::size_t n, std::uint64_t seed);

/// Points of your own, shape (N, D), with time last, and the weights of an average over the domain, shape (N,), for
/// means (quadrature.hpp): they are scaled to add up to 1; empty: equal ones. Throws std::invalid_argument for a sum of
/// weights that is not positive. Points that do not fit a domain are refused where they are laid in it.
point_choice given_points(points_view points, std::vector<double> weights = {});

/// As many points laid elsewhere: those of this seed or, for `points(n)`, the low-discrepancy sequence from a random
/// start (in one dimension too), of seed 0 as `points(n)` says. Throws std::invalid_argument for points that
/// have their places: on a grid, of Chebyshev and given ones.
point_choice laid_anew(point_choice choice, std::uint64_t seed);

/// The chosen points inside the domain, shape (N, D). Throws std::invalid_argument if a count is 0 or the number
/// of counts of a grid is not D, for given points that are none, of another number of coordinates, not finite or
/// outside the domain or of another number of weights, and here as below if the points do not fit into memory.
point_list interior_points(box const& domain, point_choice const& choice);

/// How many points are laid on each side of the boundary and at each other place, and how: in one dimension a side
/// is one point; in two they are equispaced with the corners or, clustered, Chebyshev points without the corners,
/// for polynomial trial spaces and data that jump in a corner; in more a low-discrepancy sequence or, on a lattice,
/// `count` equispaced points with the edges along each axis of the side; or the products of given coordinates. Random
/// ones, `side_points{.count = 128, .random = true}`, are uniform and independent, and laid anew wherever those of the
/// equations are (`resample`, `minibatch`), but for periodic sides.
struct side_points {
    std::size_t count = 64;
    bool clustered = false;
    bool lattice = false;
    bool random = false;
    std::uint64_t seed = 0;  ///< of random ones
    std::vector<std::vector<double>> along{};  ///< coordinates along each axis: then a side has their products
};

/// Points on each of the 2 `axes` faces across the first `axes` coordinates, shape (2 axes count, D), face by face,
/// lower before upper. Throws std::invalid_argument if the count is 0.
point_list boundary_points(box const& domain, side_points const& sides, std::size_t axes);
point_list boundary_points(box const& domain, std::size_t per_side);

/// The outward unit normals at `boundary_points(domain, sides, axes)`, shape (N, axes).
point_list boundary_normals(box const& domain, side_points const& sides, std::size_t axes);

/// Points where coordinate `axis` is `value`, laid as on a side, shape (count, D).
/// Throws std::invalid_argument if the count is 0 or the value lies outside the domain.
point_list plane_points(box const& domain, std::size_t axis, double value, side_points const& sides);

/// Points on the two faces across `axis`, first all on the lower, then their images on the upper:
/// shape (2 count, D). Throws std::invalid_argument if the count is 0 or there is no such axis.
point_list face_pairs(box const& domain, std::size_t axis, side_points const& sides);

/// n equispaced points from end to end of an interval, shape (n, 1). Throws std::invalid_argument if
/// n < 2 or an end is not finite.
point_list linear_points(double lower, double upper, std::size_t n);

}  // namespace lamina
