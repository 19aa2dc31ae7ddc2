#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include <xtensor/xtensor_forward.hpp>

#include <lamina/sample/box.hpp>

namespace lamina::solving {

/// s(x, y) at points of shape (N, 2) and (M, 2): shape (N, M)
using two_scale_function = std::function<xt::xtensor<double, 2>(std::span<double const> x, std::span<double const> y)>;

/// g(x) s(at, y), g by products of Chebyshev polynomials up to a degree, of the last axis fastest, shape ((degree +
/// 1)^2,)
struct source_term {
    std::array<double, 2> at;
    std::size_t degree;
    std::vector<double> g;
};

/// A source s(x, y), x on a rectangle, y periodic, is s_0(x) and the sum of these at most 6 terms: by elimination with
/// full pivots on 21 x 21 points of x and 32 x 32 of y, down to 1e-12 of its largest value. None where there are more.
std::optional<std::vector<source_term>> terms_of_source(two_scale_function const& s, box const& domain,
                                                        std::array<double, 2> const& period);

}  // namespace lamina::solving
