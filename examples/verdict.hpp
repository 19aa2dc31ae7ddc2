#pragma once

#include <span>

/// |u - exact| / |exact| in the discrete L2 norm, both of shape (N,). Throws std::invalid_argument for other sizes.
double relative_error(std::span<double const> u, std::span<double const> exact);

/// Ends an example: prints its error, writes it to the file of `--json FILE`, returns 1 if it is beyond the bound.
int verdict(int argc, char** argv, double error, double bound);
