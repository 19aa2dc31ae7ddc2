#pragma once

#include "catch.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <lamina.hpp>

/// max |p - q|
inline double distance(std::span<double const> p, std::span<double const> q) {
    double largest = 0;
    for (std::size_t k = 0; k < p.size(); ++k) largest = std::max(largest, std::abs(p[k] - q[k]));
    return largest;
}

/// The solution of a problem on (0, 1) at 801 points, by Chebyshev polynomials up to a degree
template <class Problem, class... Bindings>
xt::xtensor<double, 1> on_unit_interval(Problem const& problem, std::size_t degree, Bindings const&... known) {
    using namespace lamina;
    auto model =
        collocate(problem, interval(0, 1), chebyshev{degree}, chebyshev_points({2 * degree}), lambda{100}, known...);
    return model.value(solve(model.system()).theta, linear_points(0, 1, 801));
}

/// The errors at eps, eps / 2, eps / 4 halve with eps, and are no rounding: from eps / 2 on their order is 1 to
/// `within`, before to three times that.
inline void check_halving(std::vector<double> const& error, double within = 0.07) {
    INFO("errors " << error[0] << " " << error[1] << " " << error[2]);
    CHECK(error[0] > 1e-5);
    REQUIRE(error.size() == 3);
    double const first = std::log2(error[0] / error[1]), second = std::log2(error[1] / error[2]);
    CHECK(std::abs(first - 1) < 3 * within);
    CHECK(std::abs(second - 1) < within);
}
