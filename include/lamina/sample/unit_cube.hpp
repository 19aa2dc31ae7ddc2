#pragma once

#include <cstddef>
#include <cstdint>

#include <lamina/sample/points_view.hpp>

/// n points of the unit cube of d dimensions, shape (n, d), the same for equal seeds everywhere
namespace lamina::unit_cube {

/// Uniform and independent
point_list random(std::size_t n, std::size_t d, std::uint64_t seed);
/// One in each of n slices of every axis, anywhere in it, slices of one axis beside those of another in random order
/// (McKay, Beckman, Conover 1979)
point_list latin_hypercube(std::size_t n, std::size_t d, std::uint64_t seed);
/// The first of Sobol's sequence, with Joe and Kuo's numbers (Boost.Random), all moved by the same random vector and
/// wrapped around (Cranley and Patterson 1976)
point_list sobol(std::size_t n, std::size_t d, std::uint64_t seed);
/// The fractional parts of start + (k + 1) a, with the a of Roberts' sequence in up to four dimensions, else, where
/// some of those are too close to fractions, square roots of primes. The start is the middle, of other seeds than 0
/// random.
point_list low_discrepancy(std::size_t n, std::size_t d, std::uint64_t seed = 0);

}  // namespace lamina::unit_cube
