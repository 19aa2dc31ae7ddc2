#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <vector>

/// One row of the summary on a given number of threads: generated code, and its opponents, if any.
struct contest {
    double flop = 0;      ///< counted FLOP of one call, see counted_flop.hpp
    bool single = false;  ///< in float
    std::function<void()> generated;
    std::function<void()> by_hand;  ///< may be empty
    /// Calls both and gives the largest difference of their results, relative to the largest result.
    std::function<double()> disagreement;
    double tolerance = 1e-13;
    /// Further programs that are timed in the same rounds.
    struct opponent {
        std::string name;
        std::function<void()> run;
    };
    std::vector<opponent> others;
};

/// max |a - b| / max |b|, NaN if a number is
template <class Real>
double largest_difference(std::span<Real const> a, std::span<Real const> b) {
    double difference = 0, largest = 0;
    for (std::size_t i = 0; i < b.size(); ++i) {
        double const d = std::abs(static_cast<double>(a[i]) - static_cast<double>(b[i]));
        if (std::isnan(d)) return d;
        difference = std::max(difference, d);
        largest = std::max(largest, std::abs(static_cast<double>(b[i])));
    }
    return difference / largest;
}
