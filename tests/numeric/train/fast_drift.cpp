#include <array>
#include <cmath>
#include <functional>

#include <lamina.hpp>

#include "catch.hpp"

using namespace lamina;

namespace {

constexpr auto x = position<1>;
constexpr auto eps = parameter<"eps">;
constexpr auto delta = parameter<"delta">;
constexpr auto u = unknown<"u">(x);
constexpr auto wave = sin(2 * pi * x / eps);
constexpr auto other = cos(2 * pi * x / delta);
constexpr double small = 1.0 / 64, smaller = 1 / 101.3;

double of_wave(double s) {
    return std::sin(2 * M_PI * s / small);
}
double of_other(double s) {
    return std::cos(2 * M_PI * s / smaller);
}

/// u at 1/2 with -(a u' + c u + g)' + b u' + r u = s and u = 0 at 0 and 1: by the fourth-order rule of Runge and Kutta
/// for u and q = a u' + c u + g from both ends' conditions, with some hundred steps a wave
struct line {
    using coefficient = std::function<double(double)>;
    coefficient a, b, c, r, s, g;

    [[nodiscard]] double middle() const {
        constexpr std::size_t steps = 40000;
        constexpr double h = 1.0 / steps;
        auto const slope = [this](double at, std::array<double, 2> const& y, double with) {
            double const du = (y[1] - c(at) * y[0] - with * g(at)) / a(at);
            return std::array{du, b(at) * du + r(at) * y[0] - with * s(at)};
        };
        auto const from = [&](double flux, double with) {  // u at 1/2 and at 1
            std::array<double, 2> y{0, flux};
            double half = 0;
            for (std::size_t n = 0; n < steps; ++n) {
                double const at = h * static_cast<double>(n);
                auto const moved = [&](std::array<double, 2> const& k, double by) {
                    return std::array{y[0] + by * k[0], y[1] + by * k[1]};
                };
                auto const k1 = slope(at, y, with), k2 = slope(at + h / 2, moved(k1, h / 2), with),
                           k3 = slope(at + h / 2, moved(k2, h / 2), with), k4 = slope(at + h, moved(k3, h), with);
                for (std::size_t i = 0; i < 2; ++i) y[i] += h / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
                if (n + 1 == steps / 2) half = y[0];
            }
            return std::array{half, y[0]};
        };
        auto const driven = from(0, 1), free = from(1, 0);
        return driven[0] - driven[1] / free[1] * free[0];
    }
};

double zero(double) {
    return 0;
}
double one(double) {
    return 1;
}
double oscillating(double s) {
    return 2 + of_wave(s);
}

double of_layers(double s) {
    return 5 + of_wave(s);
}

/// How far the solution is from that, relative, and no alarm
template <class Problem, class... Values>
double off(Problem const& p, line const& known, Values const&... values) {
    auto const u_h = solve(p, interval(0, 1), values...);
    CHECK_FALSE(u_h.evidence().alarm);
    double const middle = known.middle();
    return std::abs(u_h(std::vector{0.5}).data()[0] - middle) / std::abs(middle);
}

}  // namespace

TEST_CASE("A constant reaction beside an oscillating coefficient takes more than the flux of the source") {
    constexpr auto p = problem(-div((2 + wave) * grad(u)) + 20 * u == 1, on(boundary, u == 0));
    CHECK(off(p, {oscillating, zero, zero, [](double) { return 20.0; }, one, zero}, eps = small) < 1e-10);
    constexpr auto waves = problem(-div((2 + wave) * grad(u)) - 60 * u == exp(x), on(boundary, u == 0));
    CHECK(off(waves,
              {oscillating, zero, zero, [](double) { return -60.0; }, [](double s) { return std::exp(s); }, zero},
              eps = small) < 1e-9);
}

TEST_CASE("What oscillates may be the reaction, the drift or a term of the flux alone") {
    constexpr auto reaction = problem(-lap(u) + (1 + wave / 2) * u == 1, on(boundary, u == 0));
    CHECK(off(reaction, {one, zero, zero, [](double s) { return 1 + of_wave(s) / 2; }, one, zero}, eps = small) < 1e-9);
    // Its waves and those of its square count near resonance, pi^2.
    constexpr auto resonant = problem(-lap(u) + (40 * wave - 9.8) * u == 1, on(boundary, u == 0));
    CHECK(off(resonant, {one, zero, zero, [](double s) { return 40 * of_wave(s) - 9.8; }, one, zero}, eps = small) <
          1e-9);
    constexpr auto drift = problem(-lap(u) + 3 * wave * d(u, x) == 1, on(boundary, u == 0));
    CHECK(off(drift, {one, [](double s) { return 3 * of_wave(s); }, zero, zero, one, zero}, eps = small) < 1e-9);
    constexpr auto carried = problem(-div(grad(u) + vector(wave * u)) == 1, on(boundary, u == 0));
    CHECK(off(carried, {one, zero, of_wave, zero, one, zero}, eps = small) < 1e-9);
    constexpr auto given = problem(-div(grad(u) + vector(wave * exp(x))) == 1, on(boundary, u == 0));
    CHECK(off(given, {one, zero, zero, zero, one, [](double s) { return of_wave(s) * std::exp(s); }}, eps = small) <
          1e-9);
}

TEST_CASE("Each may have a scale of its own") {
    constexpr auto reaction = problem(-div((5 + wave) * grad(u)) + (1 + other / 2) * u == 1, on(boundary, u == 0));
    CHECK(off(reaction, {of_layers, zero, zero, [](double s) { return 1 + of_other(s) / 2; }, one, zero}, eps = small,
              delta = smaller) < 1e-9);
    constexpr auto drift = problem(-div((5 + wave) * grad(u)) + other * d(u, x) == 1, on(boundary, u == 0));
    CHECK(off(drift, {of_layers, of_other, zero, zero, one, zero}, eps = small, delta = smaller) < 1e-9);
    constexpr auto carried = problem(-d((5 + wave) * d(u, x) + other * u, x) == 1, on(boundary, u == 0));
    CHECK(off(carried, {of_layers, zero, of_other, zero, one, zero}, eps = small, delta = smaller) < 1e-9);
}

TEST_CASE("Where two scales would take too many functions, fewer are taken, and what they miss is told") {
    constexpr auto p = problem(-div((2 + wave + other / 2) * grad(u)) == exp(x), on(boundary, u == 0));
    line const known{[](double s) { return oscillating(s) + of_other(s) / 2; }, zero, zero, zero,
                     [](double s) { return std::exp(s); }, zero};
    auto const u_h = solve(p, interval(0, 1), eps = small, delta = smaller, accuracy(1e-5));
    double const middle = known.middle(), found = u_h(std::vector{0.5}).data()[0];
    CHECK(u_h.evidence().difference < 1e-5);
    CHECK(std::abs(found - middle) < 10 * u_h.evidence().difference * middle);
}

TEST_CASE("What fades may fade at an oscillating rate") {
    constexpr auto p = problem(3 * d(u, x) + (10 + 40 * wave) * u == 0, on(x == 0, u == 1));
    auto const u_h = solve(p, interval(0, 1), eps = small);
    for (double const at : {0.1, 0.5, 0.93}) {
        double const waves = small / (2 * M_PI) * (1 - std::cos(2 * M_PI * at / small));
        CHECK(u_h(std::vector{at}).data()[0] == Approx(std::exp(-(10 * at + 40 * waves) / 3)).epsilon(1e-9));
    }
}
