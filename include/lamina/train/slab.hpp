#pragma once

#include <memory>
#include <span>
#include <vector>

#include <lamina/network/line_products.hpp>
#include <lamina/train/in_space.hpp>

namespace lamina::solving {

/// The solution for some time, begin <= t <= end, in products of functions of each axis, time the last
struct slab {
    double begin, end;
    std::shared_ptr<line_products const> functions;
    result found;
    bool settled = false;                        ///< whether Newton's steps came to rest
    double size = 0;                             ///< the largest coefficient, here and in the slabs before
    double tail_in_space = 0, tail_in_time = 0;  ///< the coefficients of the highest degrees, of this size

    /// Unknown number k on a grid, at times within: shape (n_0, n_1, ...), of time the last
    [[nodiscard]] xt::xarray<double> values(std::size_t k, line_products::grid const& at) const;
};

/// Whether a problem can be solved slab by slab: it has a condition at the beginning of its time, and others at planes
/// and the boundary of space or periodic ones only.
bool goes_on_in_time(problem_in_space const& of);

/// The problem for begin <= t <= end, with what `before` it, unless null, ends with for initial values,
///     L(u) - g = L(u_before) - g   at t = begin   for each of its initial conditions L(u) == g,
/// by Newton's steps from the values of `guess`, zero where there are none, down to `tolerance` of the size of u.
slab solved_slab(problem_in_space const& of, double begin, double end, std::shared_ptr<line_products const> functions,
                 slab const* before, std::span<slab const> guess, double tolerance);

}  // namespace lamina::solving
