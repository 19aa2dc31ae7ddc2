#pragma once

#include <cstddef>

namespace lamina::numerics {

struct least_squares_cost {
    double seconds, bytes;
};

/// What `least_squares` of m rows and n columns will take on this machine: 2 m n^2 - 2/3 n^3 flops at the rate of one
/// of 480 rows and 160 columns, which is timed at the first call (milliseconds), and A itself. A guess, good to a
/// factor 2 or so: larger ones have other rates, and other work takes its share of the machine.
least_squares_cost cost_of_least_squares(std::size_t m, std::size_t n);

}  // namespace lamina::numerics
