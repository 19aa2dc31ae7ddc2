#pragma once

#include <complex>
#include <cstddef>
#include <span>
#include <vector>

namespace lamina {

/// The numbers of a vector as reals: a spectrum of a real function is a real vector space, whose inner product is the
/// real part of the complex one.
inline std::span<double> reals(std::vector<double>& x) {
    return x;
}
inline std::span<double const> reals(std::vector<double> const& x) {
    return x;
}
inline std::span<double> reals(std::vector<std::complex<double>>& x) {
    return {reinterpret_cast<double*>(x.data()), 2 * x.size()};
}
inline std::span<double const> reals(std::vector<std::complex<double>> const& x) {
    return {reinterpret_cast<double const*>(x.data()), 2 * x.size()};
}

/// sum a_k b_k, by blocks that do not depend on the number of threads
double inner(std::span<double const> a, std::span<double const> b);
/// y += a x
void add(double a, std::span<double const> x, std::span<double> y);
/// y = x + a y
void add_scaled(std::span<double const> x, double a, std::span<double> y);

}  // namespace lamina
