#pragma once

#include <cmath>
#include <cstddef>
#include <vector>

/// s of y ~ over^s: the slope of log y over log over by least squares, both of shape (N,)
inline double slope(std::vector<double> const& over, std::vector<double> const& y) {
    double sx = 0, sy = 0, sxx = 0, sxy = 0;
    auto const n = static_cast<double>(over.size());
    for (std::size_t k = 0; k < over.size(); ++k) {
        double const p = std::log(over[k]), q = std::log(y[k]);
        sx += p, sy += q, sxx += p * p, sxy += p * q;
    }
    return (n * sxy - sx * sy) / (n * sxx - sx * sx);
}
