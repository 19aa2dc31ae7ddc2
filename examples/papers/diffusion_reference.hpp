#pragma once

#include <functional>
#include <utility>
#include <vector>

#include "table_row.hpp"

/// A solution at points, shape (N, 2), with its gradient, shape (N, 2)
struct known_field {
    lamina::point_list points;
    std::pair<std::vector<double>, std::vector<double>> values;
};

/// -div(a grad u) == f on the unit square, u == g on all sides, a with features of size eps, by another way than
/// lamina's: central differences of second order on n x n squares, n >= 128 and 5 / eps or more, on twice and on four
/// times as many, of whose errors' expansion in 1 / n^2 two terms are taken away; conjugate gradients with a cycle of
/// multigrid for -lap as their preconditioner. At 63 x 63 of the points that the grids have in common.
known_field diffusion_by_differences(std::function<double(double, double)> const& a,
                                     std::function<double(double, double)> const& f, double g, double eps);
