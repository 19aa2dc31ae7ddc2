#pragma once

#include <functional>

#include "table_row.hpp"

/// References on the unit square, by another way than lamina's: central differences of second order on squares of side
/// 1/64, 1/96, 1/128 and 1/160, Newton's method from 0 with a sparse factorisation (Eigen), and of the errors'
/// expansion in h^2 three terms taken away, at the 31 x 31 points that the four grids have in common. Quick: of the
/// first three.

/// (d psi / dx1, -d psi / dx0) of lap(lap(psi)) == Re (d psi/dx1 d/dx0 - d psi/dx0 d/dx1) lap(psi), psi == 0 on all
/// sides and its normal derivative 0 but for d psi / dx1 == lid(x0) at x1 == 1
known_values cavity_by_differences(double Re, std::function<double(double)> const& lid, bool quick);

/// u of lap(u) + lambda exp(u) == 0, u == 0 on all sides
known_values bratu_by_differences(double lambda);
