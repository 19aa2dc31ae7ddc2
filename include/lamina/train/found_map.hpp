#pragma once

#include <cstddef>
#include <vector>

#include <lamina/network/line_products.hpp>

namespace lamina::solving {

/// Functions of one axis by their values, shape (functions, n): on a periodic axis at lower + i (upper - lower) / n, on
/// another at lower + i (upper - lower) / (n - 1)
struct sampled_lines {
    double lower, upper;
    bool periodic;
    std::size_t points;
    std::vector<double> values;
};

/// The map and the degree in which such functions, of size one, have no coefficient above `tolerance` left, read off
/// their coefficients above `resolved` where they are known no better: the fewest functions among maps whose slope is
///     1 - w + w m(x),   m the slope or the root of the curvature, whichever line has most, smoothed over a width
/// and of mean 1, for some weights w and widths. Functions of a parity have a map that is mirrored, too.
line_functions found_map(sampled_lines const& of, double tolerance, double resolved, parity only);

}  // namespace lamina::solving
