#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <lamina/discretise/linear_space.hpp>
#include <lamina/network/wave_products.hpp>

namespace lamina {

/// A linear space of functions of one variable,
///     sum over k and d <= degrees[k] of T_d(s) (c_kd cos(k wave x) + c'_kd sin(k wave x)),   s in [-1, 1] the scaled
///     x:
/// slow polynomials times the multiples of a fast wave, `fast_waves{.wave = 1 / eps, .degrees = {24, 24}}`. What the
/// two-scale expansion makes of smooth coefficients of x and x / eps lies in it, and its size does not grow as eps
/// falls. `others` are waves that are no multiples of it: with a second fast scale, those of that scale, and sums and
/// differences of both, as {{.number = 4 / eps + 1 / delta, .degree = 8}}.
struct fast_waves {
    double wave;                       ///< angular wave number, 2 pi / (period of y) / eps
    std::vector<std::size_t> degrees;  ///< of multiple k = 0, 1, ...
    std::vector<modulated_wave> others{};

    /// The multiples, from number 0 on, and the others
    [[nodiscard]] std::vector<modulated_wave> every_wave() const;
};
/// A space less what a solution in one before, a part of `proposed`, shows to be of no use, theta of the functions of
/// wave_products and the constant last: of each multiple as many degrees as lie in `proposed` beyond its last
/// coefficient above `tolerance` times the largest of the slow or of the fast ones, but for `margin`, and as many
/// multiples as lie there behind the last that has one. None has `others`.
fast_waves without_unused(fast_waves const& space, fast_waves const& proposed, fast_waves const& before,
                          std::span<double const> theta, double tolerance, std::size_t margin);

/// So many Chebyshev points resolve all of its functions
std::size_t resolving_points(fast_waves const& space, box const& domain);

/// Points of a line, shape (count,), that crowd at its ends as Chebyshev's do, but each anywhere in its cell: on a
/// regular grid that does not resolve a fast wave, some of its multiples would look like others
std::vector<double> stratified_points(box const& line, std::size_t count);

/// At 2.2 Chebyshev points a function, as if nothing were fast
linear_space space_of(fast_waves const& space, box const& domain);

}  // namespace lamina
