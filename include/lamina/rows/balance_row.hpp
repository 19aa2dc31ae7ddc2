#pragma once

#include <cmath>
#include <cstddef>
#include <span>

namespace lamina {

/// Row p of J^T, shape (N,): J_np becomes w_n J_np s with s = (sum over n of (w_n J_np)^2)^(-1/4), 0 if the sum is 0.
/// Returns s. gram_balance.hpp does the same to tables of rows of J.
template <class Real>
Real balance_row(std::span<Real> row, std::span<Real const> w) {
    Real sums[4] = {};  // independent, so that they fill vectors
    std::size_t k = 0;
    for (; k + 4 <= row.size(); k += 4)
        for (std::size_t i = 0; i < 4; ++i) row[k + i] *= w[k + i], sums[i] += row[k + i] * row[k + i];
    for (; k < row.size(); ++k) row[k] *= w[k], sums[0] += row[k] * row[k];
    Real const sum = (sums[0] + sums[1]) + (sums[2] + sums[3]);
    Real const scale = sum > 0 ? 1 / std::sqrt(std::sqrt(sum)) : Real(0);
    for (Real& x : row) x *= scale;
    return scale;
}

}  // namespace lamina
