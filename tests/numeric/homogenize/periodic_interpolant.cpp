#include "catch.hpp"

#include <cmath>
#include <numbers>

#include <lamina/homogenize/periodic_interpolant.hpp>

using namespace lamina;
using std::numbers::pi;

namespace {

cell_equation grid(std::size_t d, std::array<std::size_t, 3> const& counts, std::array<double, 3> const& period) {
    cell_equation cell;
    cell.dimension = d;
    cell.grid = counts;
    cell.period = period;
    return cell;
}

template <class Function>
std::vector<double> at_grid(cell_equation const& cell, Function const& f) {
    std::vector<double> out;
    for (std::size_t p = 0; p < cell.points(); ++p) out.push_back(f(cell.at(p)));
    return out;
}

}  // namespace

TEST_CASE("between grid points trigonometric interpolation is exact for what the grid resolves", "[homogenize]") {
    auto const cell = grid(3, {8, 9, 12}, {1, 2 * pi, 0.5});
    auto f = [](std::array<double, 3> const& y) {
        return 3 + std::sin(2 * pi * 3 * y[0] - 2 * y[1]) * std::cos(4 * pi * y[2]) + std::cos(4 * y[1]) +
               std::sin(20 * pi * y[2]);
    };
    periodic_interpolant const u(cell, at_grid(cell, f));
    for (auto const& y : {std::array{0.1, 0.2, 0.3}, std::array{-1.7, 11.0, 0.77}, std::array{0.25, 3.3, -4.0}}) {
        CHECK(std::abs(u(y) - f(y)) < 2e-13);
        auto const g = u.gradient(y);
        double const phase = 6 * pi * y[0] - 2 * y[1], c2 = std::cos(4 * pi * y[2]);
        CHECK(std::abs(g[0] - 6 * pi * std::cos(phase) * c2) < 1e-11);
        CHECK(std::abs(g[1] - (-2 * std::cos(phase) * c2 - 4 * std::sin(4 * y[1]))) < 1e-11);
        CHECK(std::abs(g[2] - (-4 * pi * std::sin(phase) * std::sin(4 * pi * y[2]) +
                               20 * pi * std::cos(20 * pi * y[2]))) < 1e-11);
    }
}

TEST_CASE("the interpolant of a smooth function converges spectrally", "[homogenize]") {
    auto f = [](std::array<double, 3> const& y) { return std::exp(std::sin(2 * pi * y[0])); };
    double previous = 1;
    for (std::size_t const n : {6u, 12u, 24u}) {
        auto const cell = grid(1, {n, 1, 1}, {1, 1, 1});
        periodic_interpolant const u(cell, at_grid(cell, f));
        double error = 0;
        for (int k = 0; k < 97; ++k) error = std::max(error, std::abs(u({k / 97.0, 0, 0}) - f({k / 97.0, 0, 0})));
        CHECK(error < 0.1 * previous * previous);
        previous = error;
    }
    CHECK(previous < 1e-11);
}

TEST_CASE("Nyquist modes, whose phase the grid does not know, are left out", "[homogenize]") {
    auto const cell = grid(2, {4, 6, 1}, {1, 1, 1});
    periodic_interpolant const u(cell, at_grid(cell, [](std::array<double, 3> const& y) {
                                     return 2 + std::cos(2 * pi * 2 * y[0]) * std::cos(2 * pi * y[1]) +
                                            std::cos(2 * pi * 3 * y[1]);
                                 }));
    CHECK(std::abs(u({0.3, 0.4, 0}) - 2) < 1e-14);
}

TEST_CASE("values that do not fit the grid are refused", "[homogenize]") {
    CHECK_THROWS_WITH(periodic_interpolant(grid(1, {4, 1, 1}, {1, 1, 1}), std::vector<double>(3)),
                      "periodic_interpolant: 3 values, expected 4");
}
