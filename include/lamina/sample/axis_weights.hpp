#pragma once

#include <cstddef>
#include <vector>

namespace lamina {

// Weights w, shape (n,), which add up to 1, of rules for averages: integral of f over (0, 1) ~ sum_k w_k f(x_k).

/// w, shape (n,), at Chebyshev points of the first kind, x_k = (1 - cos(pi (k + 1/2) / n)) / 2: exact for polynomials
/// of degree below `exact`, 1 <= exact <= n (Fejer's first rule for n). Faster than any power of 1 / n for smooth f.
/// Cost n exact.
std::vector<double> fejer_weights(std::size_t n, std::size_t exact);

/// w, shape (n,), at equispaced points without the ends, x_k = (k + 1) / (n + 1): exact for polynomials of degree below
/// `order`, or below n if that is less; the weights of all points but `order` at each end are 1 / (n + 1). The error is
/// O(n^-(order + 1)) for smooth f. 1 <= order <= 8.
std::vector<double> open_weights(std::size_t n, std::size_t order);

/// w, shape (n,), at the same points for f of period 1: w_k = (1 - cos(2 pi q x_k)) / (n + 1), exact for trigonometric
/// polynomials of degree below min(q, n + 1 - q), 1 <= q <= n. The value at the ends, where no point lies, counts 0:
/// hence q, at most half of n + 1, and not n. Faster than any power of 1 / n for smooth f.
std::vector<double> periodic_weights(std::size_t n, std::size_t q);

}  // namespace lamina
