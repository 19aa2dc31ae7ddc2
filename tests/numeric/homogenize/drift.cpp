// A fast drift: its invariant measure, its requirement and its effective diffusion, against closed forms and finite
// differences.
#include "catch.hpp"

#include <cmath>

#include <lamina.hpp>

#include "homogenize/finite_difference_cell.hpp"

using namespace lamina;
namespace fd = finite_difference;

namespace {

constexpr auto eps = parameter<"eps">;
constexpr auto x = position<1>;
constexpr auto X = position<2>;
constexpr auto u = unknown<"u">(x);
constexpr auto U = unknown<"u">(X);

/// mean of exp(c cos y) over a period, by the trapezoidal rule
double mean_exp(double c) {
    double sum = 0;
    for (int k = 0; k < 64; ++k) sum += std::exp(c * std::cos(2 * pi * k / 64)) / 64;
    return sum;
}

}  // namespace

TEST_CASE("the drift of a potential has the effective diffusion 1 / (mean e^V mean e^-V)", "[homogenize]") {
    // b = V' with V = -2 cos y: m = e^-V / mean e^-V, and a source is averaged with m
    constexpr auto expansion = homogenize(
        problem(-lap(u) + 2 * sin(x / eps) * d(u, x) / eps == 1 + cos(x / eps), on(boundary, u == 0)), x / eps);
    auto const medium = solve(expansion, period(2 * pi));
    double const z = mean_exp(2);
    CHECK(std::abs(medium(0, 0) - 1 / (z * z)) <= 1e-12);
    double source = 1;
    for (int k = 0; k < 64; ++k)
        source += std::cos(2 * pi * k / 64) * std::exp(2 * std::cos(2 * pi * k / 64)) / (64 * z);
    CHECK(std::abs(medium.source() - source) <= 1e-12);
    CHECK(std::abs(medium.drift(0)) <= 1e-12);
    for (double const y : {0.3, 1.7, 4.0}) {
        CHECK(std::abs(medium.corrector("m")({y, 0, 0}) - std::exp(2 * std::cos(y)) / z) <= 1e-11);
        // 1 + chi' = e^V / mean e^V
        CHECK(std::abs(1 + medium.corrector("chi").gradient({y, 0, 0})[0] - std::exp(-2 * std::cos(y)) / z) <= 1e-11);
    }
}

TEST_CASE("a drift with a mean under its invariant measure is refused with the value", "[homogenize]") {
    // -u'' + (c + 2 sin y) u': the flux m' + b m = J is constant, and J != 0 is the mean drift
    constexpr auto expansion = homogenize(
        problem(-lap(u) + (0.5 + 2 * sin(x / eps)) * d(u, x) / eps == 1, on(boundary, u == 0)), x / eps);
    // J = (e^{B(L)} - 1) / (int int ...) by quadrature of m ~ e^-B(y) int_y^{y + L} e^B
    double const n = 2000, l = 2 * pi;
    auto potential = [](double y) { return 0.5 * y - 2 * std::cos(y); };
    double total = 0, drift = 0;
    for (int i = 0; i < 64; ++i) {
        double const y = l * i / 64;
        double inner = 0;
        for (int k = 0; k <= n; ++k) {
            double const weight = k == 0 || k == n ? 1 : k % 2 == 1 ? 4 : 2;
            inner += weight * std::exp(potential(y + l * k / n)) * l / (3 * n);
        }
        double const m = std::exp(-potential(y)) * inner;
        total += m, drift += m * (0.5 + 2 * std::sin(y));
    }
    std::string message;
    try {
        solve(expansion, period(2 * pi));
    } catch (std::invalid_argument const& e) {
        message = e.what();
    }
    INFO(message);
    auto const is = message.find(" is ");
    REQUIRE(message.find("no periodic solution: ") != std::string::npos);
    REQUIRE(is != std::string::npos);
    CHECK(std::abs(std::stod(message.substr(is + 4)) - drift / total) <= 1e-6);
}

TEST_CASE("a drift in the plane has the effective diffusion mean(m |e + grad chi|^2) of finite differences",
          "[homogenize]") {
    // odd in the point, so that its invariant measure is even and its mean vanishes; it has a divergence and a curl
    constexpr auto b = coefficient<"b">([](auto y) {
        return vector(3 * sin(2 * pi * y[1]) + 2 * sin(2 * pi * y[0]), 4 * sin(2 * pi * (y[0] + y[1])));
    });
    constexpr auto r = coefficient<"r">([](auto y) { return 2 * sin(2 * pi * y[0]) - 3 * sin(2 * pi * y[1]); });
    constexpr auto expansion = homogenize(
        problem(-lap(U) + dot(b(X / eps), grad(U)) / eps + r(X / eps) * U / eps == 1, on(boundary, U == 0)), X / eps);
    auto const medium = solve(expansion, period(1));

    struct values {
        double d00, d01, d11, reaction, drift0, drift1;
    };
    std::vector<std::size_t> const sizes{8, 12, 16, 20, 24, 32, 40, 48};
    std::vector<values> at;
    for (std::size_t const n : sizes) {
        auto one = [](double, double) { return 1.0; };
        auto zero = [](double, double) { return 0.0; };
        auto b0 = [](double p, double q) { return 3 * std::sin(2 * pi * q) + 2 * std::sin(2 * pi * p); };
        auto b1 = [](double p, double q) { return 4 * std::sin(2 * pi * (p + q)); };
        fd::cell const cell(n, one, zero, zero, one, b0, b1);
        double const count = static_cast<double>(n * n);
        fd::grid const ones(n * n, 1.0);
        fd::grid rhs = cell.adjoint(ones);
        for (double& v : rhs) v = -v;
        fd::grid m = fd::solved([&](fd::grid const& w) { return cell.adjoint(w); }, rhs);
        for (double& v : m) v += 1;
        auto corrector = [&](fd::grid f) {
            double const shift = fd::dot(m, f) / count;
            for (double& v : f) v = shift - v;
            return fd::solved([&](fd::grid const& w) { return cell.forward(w); }, f);
        };
        fd::grid reaction;
        for (std::size_t i = 0; i < n; ++i)
            for (std::size_t j = 0; j < n; ++j)
                reaction.push_back(2 * std::sin(2 * pi * static_cast<double>(i) / static_cast<double>(n)) -
                                   3 * std::sin(2 * pi * static_cast<double>(j) / static_cast<double>(n)));
        fd::grid const c[] = {corrector(cell.b0), corrector(cell.b1), corrector(reaction)};
        auto mean = [&](int i, int j) {
            double sum = 0;
            for (int k = 0; k < 2; ++k) {
                fd::grid const p = cell.slope(c[i], k), q = cell.slope(c[j], k);
                for (std::size_t at_point = 0; at_point < m.size(); ++at_point)
                    sum += m[at_point] * ((i == k) + p[at_point]) * ((j == k) + q[at_point]) / count;
            }
            return sum;
        };
        // the first-order term: m (r chi_j + b_j N) - 2 m d_j N after integration by parts, from the generator
        double drift[2], r_star = 0;
        for (std::size_t k = 0; k < m.size(); ++k) r_star += m[k] * reaction[k] * c[2][k] / count;
        for (int j = 0; j < 2; ++j) {
            fd::grid const slope = cell.slope(c[2], j);
            drift[j] = 0;
            for (std::size_t k = 0; k < m.size(); ++k)
                drift[j] +=
                    m[k] * (reaction[k] * c[j][k] + (j == 0 ? cell.b0 : cell.b1)[k] * c[2][k] - 2 * slope[k]) / count;
        }
        at.push_back({mean(0, 0), mean(0, 1), mean(1, 1), r_star, drift[0], drift[1]});
    }
    auto limit = [&](double values::* member) {
        return fd::extrapolated([&](std::size_t n) {
            return at[static_cast<std::size_t>(std::ranges::find(sizes, n) - sizes.begin())].*member;
        }, sizes);
    };
    CHECK(std::abs(medium(0, 0) - limit(&values::d00)) <= 1e-10);
    CHECK(std::abs(medium(1, 1) - limit(&values::d11)) <= 1e-10);
    CHECK(std::abs((medium(0, 1) + medium(1, 0)) / 2 - limit(&values::d01)) <= 1e-10);
    CHECK(std::abs(medium.reaction() - limit(&values::reaction)) <= 1e-10);
    CHECK(std::abs(medium.drift(0) - limit(&values::drift0)) <= 1e-10);
    CHECK(std::abs(medium.drift(1) - limit(&values::drift1)) <= 1e-10);
    CHECK(std::abs(limit(&values::drift0)) > 1e-2);
    CHECK(std::abs(medium(0, 0) - 1) > 1e-2);
}
