#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace lamina {

/// The weights w nearest to 1 / N, shape (N,), with which the averages over the unit cube of all products of functions
/// of one coordinate of total degree <= `degree` are exact at N points x, shape (N, D): integral of f ~ sum_k w_k
/// f(x_k). Functions of coordinate i are polynomials or, where `periodic`, shape (D,), is true, cosines and sines of
/// multiples of 2 pi x_i. Empty if the points do not tell these functions apart. With M functions the cost is N M^2.
std::vector<double> scattered_weights(std::span<double const> points, std::vector<bool> const& periodic,
                                      std::size_t degree);

/// The highest degree, at most 7, that N points lying evenly bear in scattered_weights: M^2 <= 2 N where there is a
/// polynomial, M <= N / 4 where all is periodic, and M <= 128.
std::size_t scattered_degree(std::size_t n, std::vector<bool> const& periodic);

}  // namespace lamina
