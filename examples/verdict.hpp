#pragma once

#include <map>
#include <span>
#include <string>

#include <lamina/dsl/terms/facts.hpp>

/// |u - exact| / |exact| in the discrete L2 norm, both of shape (N,). Throws std::invalid_argument for other sizes.
double relative_error(std::span<double const> u, std::span<double const> exact);

/// Ends an example: prints its error, writes it, and what else it measured, to the file of `--json FILE`, returns 1 if
/// the error is beyond the bound.
int verdict(int argc, char** argv, double error, double bound, std::map<std::string, double> measured = {});

/// The same, with the channels of a network for the example's equations
template <lamina::facts Of>
int verdict(int argc, char** argv, double error, double bound) {
    return verdict(argc, argv, error, bound, {{"channels", Of.channels}, {"naive_channels", Of.naive_channels}});
}
