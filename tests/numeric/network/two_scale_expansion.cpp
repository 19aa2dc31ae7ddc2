#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <vector>

#include <xtensor/xtensor.hpp>

#include <lamina/network/dressed_polynomials.hpp>

#include "catch.hpp"

using namespace lamina;

namespace {

/// A_ij = a(y) on the diagonal, a reaction, no drift
oscillating_operator medium_of(double scale, double (*of)(double, double), double reaction = 0) {
    return {scale, {1, 1}, [=](std::span<double const> y) {
                std::size_t const n = y.size() / 2;
                xt::xtensor<double, 2> out({7, n}, 0.0);
                for (std::size_t p = 0; p < n; ++p) {
                    out(0, p) = out(3, p) = of(y[2 * p], y[2 * p + 1]);
                    out(6, p) = reaction;
                }
                return out;
            }};
}
double askew(double y0, double y1) {
    return 2 + std::sin(2 * M_PI * (y0 + y1));
}
double along_first(double y0, double) {
    return 2 + std::sin(2 * M_PI * y0);
}

/// div(a grad f) - r f of f = number k of a space at a point, the gradient of a by differences
double image(trial_space const& of, std::size_t k, oscillating_operator const& in, std::array<double, 2> at) {
    std::vector const here{at[0], at[1]};
    auto const value = [&](int i, int j) { return of.derivative(here, {i, j})(k, 0); };
    auto const coefficient = [&](double y0, double y1) { return in.coefficients(std::vector{y0, y1}); };
    double const y0 = at[0] / in.eps, y1 = at[1] / in.eps, h = 1e-5;
    double const slope_0 = (coefficient(y0 + h, y1)(0, 0) - coefficient(y0 - h, y1)(0, 0)) / (2 * h) / in.eps;
    double const slope_1 = (coefficient(y0, y1 + h)(0, 0) - coefficient(y0, y1 - h)(0, 0)) / (2 * h) / in.eps;
    auto const all = coefficient(y0, y1);
    return all(0, 0) * (value(2, 0) + value(0, 2)) + slope_0 * value(1, 0) + slope_1 * value(0, 1) -
           all(6, 0) * value(0, 0);
}

}  // namespace

TEST_CASE("What a dressed polynomial leaves of an oscillating equation is the same in every cell", "[network]") {
    double const scale = 0.1;
    for (double const reaction : {0.0, 3.0}) {
        auto const operator_of = medium_of(scale, askew, reaction);
        auto medium = std::make_shared<two_scale_expansion>(operator_of, std::vector<wall>{});
        medium->extend(4);
        REQUIRE(medium->resolved());
        dressed_polynomials const space(medium, 4, {0, 0}, {1, 1}, 2);
        REQUIRE(space.size() == 8);
        // T_2(s0), number 5, s0 = 2 x0 - 1, whose second derivative is 16: (2 + sqrt(3)) / 2 is A*_00
        auto const left = [&](double x0, double x1) { return image(space, 5, operator_of, {x0, x1}); };
        double const of_reaction = reaction * (2 * 0.4 * 0.4 - 1);  // at x0 = 0.7
        CHECK(std::abs(left(0.7, 0.31) - left(0.7, 0.357)) < 1e-4);
        CHECK(left(0.7, 0.31) == Approx(8 * (2 + std::sqrt(3.0)) - of_reaction).epsilon(1e-2));
    }
}

TEST_CASE("In layers along an axis a dressed coordinate is what quadrature gives", "[network]") {
    double const scale = 0.1;
    auto medium = std::make_shared<two_scale_expansion>(medium_of(scale, along_first), std::vector<wall>{});
    dressed_polynomials const space(medium, 1, {0, 0}, {1, 1}, 1);
    // s0 = 2 x0 - 1, number 1: its flux a d_0 of it is the harmonic mean sqrt(3), twice, everywhere
    for (double const x0 : {0.11, 0.52, 0.97}) {
        double const slope = space.derivative(std::vector{x0, 0.3}, {1, 0})(1, 0);
        CHECK(along_first(x0 / scale, 0) * slope == Approx(2 * std::sqrt(3.0)).epsilon(1e-9));
    }
}

TEST_CASE("Layers make what is dressed slow on their wall, and are gone far from it", "[network]") {
    double const scale = 1 / 27.3;
    std::vector<wall> const walls{{1, 1 / scale, false}};
    auto const with = std::make_shared<two_scale_expansion>(medium_of(scale, askew), walls);
    auto const without = std::make_shared<two_scale_expansion>(medium_of(scale, askew), std::vector<wall>{});
    with->extend(3), without->extend(3);
    REQUIRE(with->resolved());
    std::vector<double> on_wall, far;
    for (double const s : {0.2, 0.21, 0.215, 0.6}) {
        on_wall.insert(on_wall.end(), {s, 1.0});
        far.insert(far.end(), {s, 0.4});
    }
    std::size_t const terms = two_scale_expansion::derivatives(3).size();
    auto const at_wall = with->coefficients(on_wall, {0, 0}, 3), bare = without->coefficients(on_wall, {0, 0}, 3);
    for (std::size_t k = 0; k < terms; ++k)
        for (std::size_t p = 1; p < 4; ++p) CHECK(std::abs(at_wall(0, 0, p, k) - at_wall(0, 0, 0, k)) < 1e-9);
    CHECK(std::abs(bare(0, 0, 1, 1) - bare(0, 0, 0, 1)) > 1e-4);
    CHECK((with->coefficients(far, {0, 1}, 3) == without->coefficients(far, {0, 1}, 3)));
}

TEST_CASE("Layers make the flux of what is dressed slow on a wall where that is given", "[network]") {
    double const scale = 0.04;
    auto const flux = [](std::span<double const> y) {  // through the upper side across axis 1, and twice u
        std::size_t const n = y.size() / 2;
        xt::xtensor<double, 2> out({3, n}, 0.0);
        for (std::size_t p = 0; p < n; ++p) out(1, p) = askew(y[2 * p], y[2 * p + 1]), out(2, p) = 2;
        return out;
    };
    std::vector<double> on_wall;
    for (double const s : {0.2, 0.21, 0.215, 0.6}) on_wall.insert(on_wall.end(), {s, 1.0});
    auto const terms = two_scale_expansion::derivatives(3);
    auto const spread = [&](std::vector<wall> const& walls) {  // of what the condition has of D_ij P along the wall
        two_scale_expansion medium(medium_of(scale, askew), walls);
        medium.extend(3);
        REQUIRE(medium.resolved());
        auto const c = medium.coefficients(on_wall, {0, 1}, 3);
        auto const at = [&](int i, int j) {
            return static_cast<std::size_t>(std::ranges::find(terms, std::array{i, j}) - terms.begin());
        };
        double out = 0;
        for (auto const& [i, j] : terms) {
            if (i + j > 2) continue;  // order 3 has no more than its slopes
            auto const given = [&](std::size_t p) {
                double const a = askew(on_wall[2 * p] / scale, 1 / scale);
                return a * (c(0, 1, p, at(i, j)) + (j > 0 ? c(0, 0, p, at(i, j - 1)) : 0)) + 2 * c(0, 0, p, at(i, j));
            };
            for (std::size_t p = 1; p < 4; ++p) out = std::max(out, std::abs(given(p) - given(0)));
        }
        return out;
    };
    CHECK(spread({}) > 0.1);
    CHECK(spread({{1, 1 / scale, false, flux}}) < 1e-5);  // eps^3 of the order that is left out, and 1e-7 of the grid
}
