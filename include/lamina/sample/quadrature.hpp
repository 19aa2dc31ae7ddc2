#pragma once

#include <span>
#include <vector>

#include <xtensor/xtensor.hpp>

#include <lamina/sample/points.hpp>

namespace lamina {

/// Points of a domain with the weights of an average over it: 1 / |domain| integral of f ~ sum_k weights_k f(points_k).
struct quadrature {
    xt::xtensor<double, 2> points;   ///< shape (N, D)
    xt::xtensor<double, 1> weights;  ///< shape (N,); they add up to 1
    /// Shape (K, N): rules that know less, at the same points: one of lower order, and for each axis three in which
    /// every third point is replaced by what its neighbours along the axis say of it. Empty: there are none
    xt::xtensor<double, 2> coarse;
};

/// `interior_points(domain, choice)` with their weights. `periodic`, shape (D,), says along which axes the functions to
/// be averaged are periodic, with the domain as period; empty: along none. For smooth f the error is
///   chebyshev_points   below any power of 1 / n: Fejer's rule, exact for polynomials of degree < n along each axis
///   grid_points, points(n) in one dimension   O(n^-7), exact for polynomials of degree < min(6, n) along each axis;
///                      along periodic ones below any power: exact for frequencies < (n + 1) / 2, rounded down
///   points(n) in more, and laid anew in one   O(1 / n), of what is left of f without the polynomials (along periodic
///   axes cosines and sines)
///                      of a total degree of at most 7 (scattered_weights.hpp), which are averaged exactly
///   random_points      the standard deviation of f over sqrt(n): weights 1 / n
///   given_points       that of the given weights; it is told as if the points were random
/// Throws as `interior_points`, and std::invalid_argument if `periodic` has another size than 0 and D.
quadrature quadrature_points(box const& domain, point_choice const& choice, std::vector<bool> const& periodic = {});

/// A mean and what it may be off by
struct estimate {
    double value, error;
};

/// sum_k weights_k values_k of a function at the points of a quadrature, values of shape (N,). The error is, up to
/// rounding, twice the sum of the differences to the coarse rules, which is larger than that of the mean where f is
/// smooth enough for the rule and for kinks and jumps along an axis of a grid, and without coarse rules the standard
/// error of N independent points, infinite for one point. What f does between the points alone, such as cos(2 pi (n +
/// 1) x) at points(n), which is 1 at all of them, no estimate from its values can see. Throws std::invalid_argument for
/// another number of values and for one that is not finite, with its number.
estimate mean_of(std::span<double const> values, quadrature const& over);

}  // namespace lamina
