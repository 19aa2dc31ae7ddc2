#pragma once

#include <optional>
#include <vector>

#include <lamina/train/slab.hpp>

namespace lamina::solving {

/// One time through a problem in time, at a tolerance
struct passage {
    std::vector<slab> slabs;
    double work = 0;     ///< flops of its least squares
    bool stuck = false;  ///< whether it did not reach the end
};

/// How well a passage resolves: the coefficients that it may leave, of the size of the solution, and the degree in time
struct resolution {
    double tolerance;
    std::size_t degree_in_time;
};

/// Slab after slab, each as long as its functions resolve and in the map and degree that `found_map` takes from what is
/// known: from `coarser`, or from how the slab before ends. A slab in which Newton's steps do not come to rest, or
/// whose last coefficients in time are above the tolerance, is solved again for a shorter time; one whose last
/// coefficients in space are, in the map that it shows itself.
passage passed(problem_in_space const& of, resolution const& how, passage const* coarser, double coarser_tolerance);

/// The whole solution by passages with tolerances of 1e-3, 1e-5, 1e-7, ... until two differ by less than 1e-10 of their
/// size, or 1e-6 where the next would take long. None where the problem cannot be solved so (slab.hpp) or no second
/// passage reaches the end.
std::optional<solved> in_slabs(problem_in_space const& of);

}  // namespace lamina::solving
