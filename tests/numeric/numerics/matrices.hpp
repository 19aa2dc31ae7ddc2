#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

/// Numbers in [-1, 1] by a linear congruential generator, shape (m, n): no symmetry to hide a wrong index.
inline std::vector<double> scattered(std::size_t m, std::size_t n, std::uint64_t seed = 12345) {
    std::vector<double> out(m * n);
    for (double& v : out) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        v = static_cast<double>(seed >> 11) / 4503599627370496.0 - 1;
    }
    return out;
}

/// A = (1 - 2 v v^T) A with v scattered and of length 1: an orthogonal matrix times A, shape (m, n)
inline void mirror(std::vector<double>& a, std::size_t m, std::size_t n, std::uint64_t seed) {
    auto v = scattered(m, 1, seed);
    double length = 0;
    for (double const x : v) length += x * x;
    for (double& x : v) x /= std::sqrt(length);
    for (std::size_t j = 0; j < n; ++j) {
        double along = 0;
        for (std::size_t i = 0; i < m; ++i) along += v[i] * a[i * n + j];
        for (std::size_t i = 0; i < m; ++i) a[i * n + j] -= 2 * along * v[i];
    }
}

inline std::vector<double> transposed(std::vector<double> const& a, std::size_t m, std::size_t n) {
    std::vector<double> out(n * m);
    for (std::size_t i = 0; i < m; ++i)
        for (std::size_t j = 0; j < n; ++j) out[j * m + i] = a[i * n + j];
    return out;
}

/// A matrix of shape (m, n) with the singular values given, by reflections from both sides
inline std::vector<double> with_singular_values(std::vector<double> const& values, std::size_t m, std::size_t n) {
    std::vector<double> a(m * n);
    for (std::size_t k = 0; k < values.size(); ++k) a[k * n + k] = values[k];
    for (std::uint64_t seed : {1, 2}) {
        mirror(a, m, n, seed);
        a = transposed(a, m, n);
        mirror(a, n, m, seed + 10);
        a = transposed(a, n, m);
    }
    return a;
}
