#pragma once

#include <cstddef>
#include <vector>

#include "table_row.hpp"

/// u_t - D u_xx + (strength cos(wave x) + constant) u == sin(source x) on (-pi, pi), u == 0 at its ends,
/// u(x, 0) == sin x
struct reaction_of_a_wave {
    double D, strength, wave, constant, source;
};

/// Its solution at time t at points of shape (N, 1), shape (N,), by another way than lamina's: Galerkin's in the first
/// `modes` of sin(k (x + pi) / 2), whose integrals are closed forms, and the exponential of the matrix by its
/// eigenvectors. What is left out falls as modes^-2.5, as the source is not 0 at the ends.
std::vector<double> by_sine_series(reaction_of_a_wave const& of, double t, lamina::point_list const& at,
                                   std::size_t modes);
