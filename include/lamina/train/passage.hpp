#pragma once

#include <vector>

#include <lamina/train/slab.hpp>

namespace lamina::solving {

/// Flops at which a passage gives up
inline constexpr double most_work = 1e12;

/// One time through a problem in time, at a tolerance
struct passage {
    std::vector<slab> slabs;
    double work = 0;     ///< flops of its least squares
    bool stuck = false;  ///< whether it did not reach the end
    bool coarse = false;  ///< whether a slab that may have no more functions has last coefficients above 1e-3
};

/// How well a passage resolves: the coefficients that it may leave, of the size of the solution, the degree in time,
/// and how many functions a slab has at most
struct resolution {
    double tolerance;
    std::size_t degree_in_time, most_functions = 0;
};

/// Slab after slab, each as long as its functions resolve and in the map and degree that `found_map` takes from what is
/// known: from `coarser`, or from how the slab before ends. A slab in which Newton's steps do not come to rest, or
/// whose last coefficients in time are above the tolerance, is solved again for a shorter time; one whose last
/// coefficients in space are, in the map that it shows itself.
passage passed(problem_in_space const& of, resolution const& how, passage const* coarser, double coarser_tolerance);

}  // namespace lamina::solving
