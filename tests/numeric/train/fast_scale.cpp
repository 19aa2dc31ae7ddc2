#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <vector>

#include <lamina.hpp>
#include <lamina/network/wave_products.hpp>
#include <lamina/train/cell_rule.hpp>

#include "catch.hpp"

using namespace lamina;
using Catch::Matchers::Contains;

namespace {

constexpr auto x = position<1>;
constexpr auto eps = parameter<"eps">;
constexpr auto u = unknown<"u">(x);
constexpr auto a = coefficient<"a">([](auto y) { return 1 / (2.1 + 2 * sin(y)); });
constexpr auto exact = sin(2 * x) + eps * sin(x / eps) - eps / pi * sin(pi / eps) * x;
constexpr auto of_exact = problem(manufacture(-div(a(x / eps) * grad(u)) == 0, u, exact), on(boundary, u == 0));
constexpr auto smooth_source = problem(-div(a(x / eps) * grad(u)) == sin(x), on(boundary, u == 0));

/// The largest difference to a function at 4,001 points
template <class Solution, class F>
double off(Solution const& of, F const& f) {
    auto const points = linear_points(of.domain().lower(0), of.domain().upper(0), 4001);
    auto const values = of(points);
    double most = 0;
    for (std::size_t p = 0; p < 4001; ++p) most = std::max(most, std::abs(values.data()[p] - f(points.data()[p])));
    return most;
}

/// u with -(c u')' = f, u = left and right at 0 and 1, in slow steps: Gauss' rule on cells that resolve 1 / c
double by_quadrature(double at, double left, double right, std::function<double(double)> const& resistance) {
    double const points[]{0.5 - std::sqrt(15.0) / 10, 0.5, 0.5 + std::sqrt(15.0) / 10};
    constexpr double weights[]{5.0 / 18, 8.0 / 18, 5.0 / 18};
    auto const integral = [&](double to, bool times_x) {
        std::size_t const cells = 400000;
        double sum = 0;
        for (std::size_t c = 0; c < cells; ++c)
            for (int k = 0; k < 3; ++k) {
                double const s = (static_cast<double>(c) + points[k]) * to / static_cast<double>(cells);
                sum += weights[k] * resistance(s) * (times_x ? s : 1.0);
            }
        return sum * to / static_cast<double>(cells);
    };
    // c u' = q - x, u = left + q I(x) - J(x)
    double const q = (right - left + integral(1, true)) / integral(1, false);
    return left + q * integral(at, false) - integral(at, true);
}

}  // namespace

TEST_CASE("Products of polynomials and waves have the derivatives that Leibniz' rule gives") {
    wave_products const space(-1, 3, {{0, 2}, {7, 1}});
    REQUIRE(space.size() == 3 + 4 - 1);
    std::vector<double> const at{-0.7, 0.2, 2.9};
    // T_1(s) sin(7 x), the last one, s = (x - 1) / 2
    auto const last = [&](int order, std::size_t p) { return space.derivative(at, {order})(space.size() - 1, p); };
    for (std::size_t p = 0; p < 3; ++p) {
        double const s = (at[p] - 1) / 2, c = std::cos(7 * at[p]), n = std::sin(7 * at[p]);
        CHECK(last(0, p) == Approx(s * n).epsilon(1e-13));
        CHECK(last(1, p) == Approx(n / 2 + 7 * s * c).epsilon(1e-13));
        CHECK(last(2, p) == Approx(7 * c - 49 * s * n).epsilon(1e-13));
        CHECK(last(4, p) == Approx(-4 * 343 * c / 2 + 2401 * s * n).epsilon(1e-13));
    }
}

TEST_CASE("The cell rule finds the degrees and harmonics of a function of x and y") {
    auto const f = [](std::span<double const> slow, solving::fast_grid const& grid) {
        auto const fast = grid.points();
        auto out = xt::xtensor<double, 2>::from_shape({slow.size(), fast.shape(0)});
        for (std::size_t i = 0; i < slow.size(); ++i)
            for (std::size_t j = 0; j < fast.shape(0); ++j) {
                double const s = slow[i], y = fast(j, 0);
                out(i, j) = 1 + (4 * s * s * s - 3 * s) * std::cos(2 * y) + 1e-7 * s * std::sin(5 * y);
            }
        return out;
    };
    using degrees = std::map<solving::multiples, long>;
    auto const spectrum = solving::spectrum_of(f, -1, 1, {2 * M_PI});
    CHECK(spectrum.resolved);
    CHECK(spectrum.degrees(1e-6) == degrees{{{0, 0}, 0}, {{1, 0}, -1}, {{2, 0}, 3}});
    CHECK(spectrum.degrees(1e-9) ==
          degrees{{{0, 0}, 0}, {{1, 0}, -1}, {{2, 0}, 3}, {{3, 0}, -1}, {{4, 0}, -1}, {{5, 0}, 1}});
}

TEST_CASE("An oscillating equation is solved from its text, at any eps, at once") {
    for (double const e : {1.0 / 8, 1 / 27.3, 1.0 / 1000, 1e-5}) {
        // a u' = cos(x) + c
        auto const G = [e](double s) { return 2.1 * s - 2 * e * std::cos(s / e); };
        auto const F = [e](double s) {
            return 2.1 * std::sin(s) - e * (std::cos(s / e + s) / (1 + e) + std::cos(s / e - s) / (1 - e));
        };
        double const c = -(F(M_PI) - F(-M_PI)) / (G(M_PI) - G(-M_PI));
        auto const u_h = solve(smooth_source, interval(-pi, pi), eps = e);
        CHECK(u_h.theta().size() < 200);
        CHECK(off(u_h, [&](double s) { return F(s) - F(-M_PI) + c * (G(s) - G(-M_PI)); }) < 1e-12);
    }
}

TEST_CASE("So is one whose source and flux oscillate too") {
    for (double const e : {1 / 27.3, 1.0 / 64, 1.0 / 1000}) {
        auto const u_h = solve(of_exact, interval(-pi, pi), eps = e);
        CHECK(u_h.theta().size() < 700);  // what a space before has shown to be of no use does not come back
        CHECK(off(u_h, [e](double s) {
                  return std::sin(2 * s) + e * std::sin(s / e) - e / M_PI * std::sin(M_PI / e) * s;
              }) < 1e-10);
    }
}

TEST_CASE("Coefficients may depend on x and on x / eps, with phases, offsets, drift and reaction") {
    constexpr auto b = coefficient<"b">([](auto slow, auto y) { return 4 + sin(2 * pi * y) * cos(2 * pi * slow); });
    auto const locally =
        solve(problem(-div(b(x, x / eps) * grad(u)) == 1, on(boundary, u == 1)), interval(0, 1), eps = 1.0 / 500);
    auto const resistance = [](double s) { return 1 / (4 + std::sin(1000 * M_PI * s) * std::cos(2 * M_PI * s)); };
    CHECK(std::abs(locally(std::vector{0.3}).data()[0] - by_quadrature(0.3, 1, 1, resistance)) < 1e-10);

    constexpr auto c = coefficient<"c">([](auto y) { return 3 + sin(y) + cos(2 * y); });
    constexpr auto of_waves = exp(x) + eps * sin((3 * x + 1) / eps);
    auto const all_terms =
        problem(manufacture(-div(c((3 * x + 1) / eps) * grad(u)) + x * d(u, x) + (1 + x) * u == 0, u, of_waves),
                on(x == 0, u == of_waves), on(x == 1, u == of_waves));
    double const e = 0.003;
    auto const u_h = solve(all_terms, interval(0, 1), eps = e);
    CHECK(off(u_h, [e](double s) { return std::exp(s) + e * std::sin((3 * s + 1) / e); }) < 1e-9);
}

TEST_CASE("So are equations of order one and none, whose solutions oscillate as their coefficients do") {
    constexpr auto fading = coefficient<"fading">([](auto y) { return 2 + sin(y); });
    constexpr auto known = exp(x) + eps * cos(x / eps) * x;
    constexpr auto first = problem(manufacture(fading(x / eps) * d(u, x) + u == 0, u, known), on(x == 0, u == known));
    constexpr auto none = problem(fading(x / eps) * u == sin(3 * x) * cos(x / eps));
    for (double const small : {0.1, 1.0 / 128, 1e-4}) {
        CHECK(off(solve(first, interval(0, 2), eps = small),
                  [=](double s) { return std::exp(s) + small * std::cos(s / small) * s; }) < 1e-7);
        CHECK(off(solve(none, interval(0, 2), eps = small), [=](double s) {
                  return std::sin(3 * s) * std::cos(s / small) / (2 + std::sin(s / small));
              }) < 1e-10);
    }
}

TEST_CASE("A mean over what oscillates is the integral, or is refused") {
    constexpr auto on_a_ring = problem(-div(a(x / eps) * grad(u)) == sin(x), on(periodic, u), mean(u) == 2);
    for (double const small : {0.1, 1.0 / 64}) {
        auto const u_h = solve(on_a_ring, interval(0, 2 * pi), eps = small);
        auto const at = linear_points(0, 2 * pi, 20001);
        auto const values = u_h(at);
        double sum = 0;
        for (std::size_t i = 0; i < 20000; ++i) sum += values.data()[i] / 20000;
        CHECK(sum == Approx(2).epsilon(1e-10));
    }
}

TEST_CASE("A coefficient may have two fast scales, and a power of eps be one") {
    constexpr auto delta = parameter<"delta">;
    constexpr auto layers = coefficient<"layers">([](auto y) { return 4 + sin(2 * pi * y); });
    constexpr auto fibres = coefficient<"fibres">([](auto y) { return 4 + cos(2 * pi * y); });
    double const e = 0.03, d = 1.0 / 433;
    auto const resistance = [](double s, double p, double q) {
        return 1 / ((4 + std::sin(2 * M_PI * s / p)) * (4 + std::cos(2 * M_PI * s / q)));
    };
    auto const apart = solve(problem(-div(layers(x / eps) * fibres(x / delta) * grad(u)) == 1, on(boundary, u == 0)),
                             interval(0, 1), eps = e, delta = d);
    auto const of_square =
        solve(problem(-div(layers(x / eps) * fibres(x / pow<2>(eps)) * grad(u)) == 1, on(boundary, u == 0)),
              interval(0, 1), eps = e);
    CHECK_FALSE(apart.evidence().alarm);
    double const of_apart = by_quadrature(0.21, 0, 0, [&](double s) { return resistance(s, e, d); });
    CHECK(std::abs(apart(std::vector{0.21}).data()[0] - of_apart) < 1e-11);
    double const of_squared = by_quadrature(0.83, 0, 0, [&](double s) { return resistance(s, e, e * e); });
    CHECK(std::abs(of_square(std::vector{0.83}).data()[0] - of_squared) < 1e-11);
}

TEST_CASE("Two fast scales may stand in a sum, in a source and beside drift and reaction") {
    constexpr auto delta = parameter<"delta">;
    constexpr auto both = coefficient<"both">([](auto s, auto y, auto z) { return 4 + s + sin(y) + cos(z); });
    constexpr auto known = exp(x) + eps * sin(x / eps) + delta * x * cos(x / delta);
    constexpr auto mixed =
        problem(manufacture(-div(both(x, x / eps, x / delta) * grad(u)) + x * d(u, x) + u == 0, u, known),
                on(x == 0, u == known), on(x == 1, u == known));
    double const e = 0.02, d = 0.0013;
    auto const u_h = solve(mixed, interval(0, 1), eps = e, delta = d);
    CHECK(off(u_h, [=](double s) { return std::exp(s) + e * std::sin(s / e) + d * s * std::cos(s / d); }) < 1e-11);
}

TEST_CASE("Multiples of a wave that points do not resolve are told apart, whatever eps is") {
    constexpr auto turning = coefficient<"turning">([](auto s, auto y) {
        return 2 + sin(2 * pi * y) * cos(2 * pi * s);
    });
    constexpr auto mixed = problem(-div(turning(x, x / eps) * grad(u)) == 1, on(boundary, u == 0));
    auto const u_h = solve(mixed, interval(0, 1), eps = 0.02);
    CHECK_FALSE(u_h.evidence().alarm);
    // the flux q = c - x, u = int_0^x (c - s) / a, by Simpson's rule on a fine grid
    std::size_t const n = 200000;
    double r = 0, sr = 0;
    std::vector<double> of_r{0}, of_sr{0};
    auto const resistance = [](double s) { return 1 / (2 + std::sin(2 * pi * s / 0.02) * std::cos(2 * pi * s)); };
    for (std::size_t i = 0; i < n; ++i) {
        double const h = 1.0 / n, s = h * static_cast<double>(i), m = s + h / 2, e = s + h;
        double const a0 = resistance(s), a1 = resistance(m), a2 = resistance(e);
        r += h / 6 * (a0 + 4 * a1 + a2), sr += h / 6 * (s * a0 + 4 * m * a1 + e * a2);
        of_r.push_back(r), of_sr.push_back(sr);
    }
    double const c = sr / r;
    CHECK(off(u_h, [&](double s) {
              auto const i = static_cast<std::size_t>(std::lround(s * n));
              return c * of_r[i] - of_sr[i];
          }) < 1e-9);
}

TEST_CASE("Fast waves are a space of their own, and are refused where they do not fit") {
    auto const u_h =
        solve(smooth_source, interval(-pi, pi), fast_waves{.wave = 32, .degrees = {24, 24}}, eps = 1.0 / 32);
    auto const found = solve(smooth_source, interval(-pi, pi), eps = 1.0 / 32);
    CHECK(off(u_h, [&](double s) { return found(std::vector{s}).data()[0]; }) < 1e-9);
    constexpr auto y = position<2>;
    auto const flat = problem(-lap(unknown<"w">(y)) == 1, on(boundary, unknown<"w">(y) == 0));
    CHECK_THROWS_WITH(collocate(flat, box({0, 0}, {1, 1}), fast_waves{.wave = 8, .degrees = {2}}),
                      Contains("fast_waves: the domain has 2 axes"));
    CHECK_THROWS_WITH(collocate(smooth_source, interval(0, 1), fast_waves{.wave = 0, .degrees = {2}}, eps = 1.0),
                      Contains("fast_waves: wave number 0"));
}
