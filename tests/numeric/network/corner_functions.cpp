#include "catch.hpp"

#include <cmath>
#include <complex>
#include <vector>

#include <lamina/network/corner_functions.hpp>

using namespace lamina;
using complex = std::complex<double>;

namespace {

double value_at(corner_functions const& functions, std::size_t row, double x, double y, int along_x, int along_y) {
    return functions.derivative(std::vector{x, y}, {along_x, along_y})(row, 0);
}

/// The slope of a function by a difference of fourth order
template <class F>
double slope(F const& f) {
    double const h = 2e-3;
    return (8 * (f(h) - f(-h)) - (f(2 * h) - f(-2 * h))) / (12 * h);
}

}  // namespace

TEST_CASE("z^2 log z in a corner is its real and its imaginary part", "[network]") {
    corner_functions const functions({{{1, 2}, {complex(1), complex(0, 1)}, {{2.0, 0.0, 1}}}});
    REQUIRE(functions.size() == 2);
    double const x = 0.3, y = 0.4, log_r = std::log(0.5), theta = std::atan2(y, x);
    double const square = x * x - y * y, twice = 2 * x * y;
    CHECK(value_at(functions, 0, 1 + x, 2 + y, 0, 0) == Approx(square * log_r - twice * theta).epsilon(1e-14));
    CHECK(value_at(functions, 1, 1 + x, 2 + y, 0, 0) == Approx(twice * log_r + square * theta).epsilon(1e-14));
    CHECK(value_at(functions, 1, 1, 2, 0, 0) == Approx(0).margin(1e-20));
    CHECK(std::isfinite(value_at(functions, 1, 1, 2, 2, 2)));
}

TEST_CASE("Derivatives of the functions of corners are the slopes of those before, to fourth order", "[network]") {
    std::vector<corner_power> const powers{
        {complex(1.7, 0.4), 0.0, 0}, {complex(2.7, 1.1), 1.0, 0}, {1.0, 2.0, 1}, {3.0, 0.0, 2}};
    corner_functions const functions({{{0, 0}, {complex(1), complex(0.4, 0.9)}, powers}});
    REQUIRE(functions.size() == 8);
    double const x = 0.5, y = 0.6;
    for (std::size_t k = 0; k < functions.size(); ++k)
        for (int i = 0; i < 4; ++i)
            for (int j = 0; i + j < 4; ++j) {
                double const size = 1 + std::abs(value_at(functions, k, x, y, i + 1, j));
                CHECK(slope([&](double h) { return value_at(functions, k, x + h, y, i, j); }) ==
                      Approx(value_at(functions, k, x, y, i + 1, j)).margin(1e-7 * size));
                CHECK(slope([&](double h) { return value_at(functions, k, x, y + h, i, j); }) ==
                      Approx(value_at(functions, k, x, y, i, j + 1)).margin(1e-7 * size));
            }
}

TEST_CASE("A power that is real has one function", "[network]") {
    corner_functions const functions({{{0, 0}, {complex(1), complex(0, 1)}, {{1.0, 1.0, 0}}}});
    REQUIRE(functions.size() == 1);
    CHECK(value_at(functions, 0, 0.3, 0.4, 0, 0) == Approx(0.25));
}
