#include "../catch.hpp"

#include <cmath>
#include <memory>
#include <utility>
#include <vector>

#include <lamina.hpp>

#include "kernel_case.hpp"
#include "system_oracle.hpp"

// G = J J^T made from dr/dz and h, layer by layer, against J; and against the oracle's J.

using namespace example;
using lamina::combination;

namespace {

using lamina::activation::sin_function;
using lamina::activation::tanh_function;

/// The largest error of G as a multiple of the largest entry of J J^T, summed in long double.
template <class Real>
double error_of_gram(lamina::residual_system<Real>& system, std::vector<Real> const& theta) {
    std::size_t const N = system.rows(), P = system.parameters();
    std::vector<Real> r(N), jt(P * N), g(N * N, Real(-7));
    system.gram(theta, g);
    system.jacobian(theta, r, jt);
    double worst = 0, largest = 0;
    for (std::size_t n = 0; n < N; ++n)
        for (std::size_t m = 0; m < N; ++m) {
            long double sum = 0;
            for (std::size_t p = 0; p < P; ++p)
                sum += static_cast<long double>(jt[p * N + n]) * static_cast<long double>(jt[p * N + m]);
            worst = std::max(worst, std::abs(static_cast<double>(sum - static_cast<long double>(g[n * N + m]))));
            largest = std::max(largest, std::abs(static_cast<double>(sum)));
            if (g[n * N + m] != g[m * N + n]) return INFINITY;
        }
    return worst / largest;
}

/// The same for A A^T, A = diag(w) J diag(s), and of s.
template <class Real>
double error_of_balanced_gram(lamina::residual_system<Real>& system, std::vector<Real> const& theta) {
    std::size_t const N = system.rows(), P = system.parameters();
    std::vector<Real> r(N), jt(P * N), g(N * N, Real(-7)), w(N), s(P);
    for (std::size_t n = 0; n < N; ++n) w[n] = static_cast<Real>(1 + std::sin(static_cast<double>(n)) / 2);
    system.balanced_gram(theta, w, s, g);
    system.jacobian(theta, r, jt);
    double worst = 0, largest = 0;
    for (std::size_t p = 0; p < P; ++p) {
        double sum = 0;
        for (std::size_t n = 0; n < N; ++n) sum += std::pow(static_cast<double>(w[n] * jt[p * N + n]), 2);
        double const scale = sum > 0 ? std::pow(sum, -0.25) : 0.0;
        worst = std::max(worst, std::abs(static_cast<double>(s[p]) - scale) / std::max(scale, 1.0));
        for (std::size_t n = 0; n < N; ++n) jt[p * N + n] *= w[n] * s[p];
    }
    std::vector<Real> from_j(N * N), again(N * N), scales(P);
    system.lamina::template residual_system<Real>::balanced_gram(theta, w, scales, from_j);
    system.balanced_gram(theta, w, s, again);
    double off = 0;
    for (std::size_t n = 0; n < N; ++n)
        for (std::size_t m = 0; m <= n; ++m) {
            double sum = 0;
            for (std::size_t p = 0; p < P; ++p) sum += static_cast<double>(jt[p * N + n] * jt[p * N + m]);
            for (auto const* of : {&g, &from_j})
                off = std::max(off, std::abs(sum - static_cast<double>((*of)[n * N + m])));
            largest = std::max(largest, std::abs(sum));
            if (again[n * N + m] != g[n * N + m]) return INFINITY;
        }
    return std::max(worst, off / largest);
}

/// Terms at points, combined as given, for one network.
template <class Architecture, class Real>
struct case_of {
    oracle::network u;
    lamina::thread_pool pool{2};
    std::vector<std::unique_ptr<lamina::residual_part<Real>>> parts{};

    template <class Term>
    case_of& add(std::size_t points, combination how = combination::each) {
        parts.push_back(part<Term, Real>(scattered_points(points, Term::dimension, 9 * parts.size() + 1),
                                                       how, 1.5));
        return *this;
    }
    double error() {
        auto const system = system_of<Real>(u, pool, std::move(parts));
        auto const theta = parameters(u);
        std::vector<Real> const at(theta.begin(), theta.end());
        return std::max(error_of_gram<Real>(*system, at), error_of_balanced_gram<Real>(*system, at));
    }
};

}  // namespace

TEST_CASE("G of 1D Darcy is J J^T, whatever the number of points and the widths", "[kernel]") {
    for (std::size_t const points : {1u, 7u, 16u, 95u, 97u, 203u})
        CHECK(case_of<tanh_function, double>{network_of(1, {24, 24, 24}, 1)}.add<darcy_1d>(points).error() < 1e-12);
    for (std::vector<std::size_t> const& hidden : {std::vector<std::size_t>{}, {3}, {31, 17}, {40, 9, 70}, {19, 64}})
        CHECK(case_of<tanh_function, double>{network_of(1, hidden, 1)}.add<darcy_1d>(53).error() < 1e-12);
}

TEST_CASE("G of Helmholtz with a boundary is J J^T: blocks of rows with different channels", "[kernel]") {
    // 20: from J between the rows of the equation, from dr/dz and h at the boundary; 60: without J
    for (std::size_t const width : {5u, 20u, 60u}) {
        CHECK(case_of<tanh_function, double>{network_of(2, {width, width}, 1)}
                  .add<helmholtz>(110)
                  .add<boundary_value>(37)
                  .error() < 1e-12);
        CHECK(case_of<tanh_function, float>{network_of(2, {width, width}, 1)}
                  .add<boundary_value>(65)
                  .add<helmholtz>(30)
                  .error() < 1e-4);
    }
}

TEST_CASE("G is J J^T for equations with many channels and for several unknowns", "[kernel]") {
    CHECK(case_of<tanh_function, double>{network_of(2, {220, 220}, 1)}.add<biharmonic>(30).error() < 1e-12);
    CHECK(case_of<tanh_function, double>{network_of(2, {9, 9}, 1)}.add<biharmonic>(30).error() < 1e-12);
    CHECK(case_of<tanh_function, double>{network_of(1, {60, 60}, 1)}.add<dispersion>(30).error() < 1e-12);
    CHECK(case_of<sin_function, double>{network_of(two_unknowns::dimension, {70, 50}, 2)}
              .add<two_unknowns>(50)
              .error() < 1e-12);
}

TEST_CASE("G is J J^T for rows that two points make, and for means", "[kernel]") {
    for (auto const how : {combination::difference, combination::mean})
        for (std::size_t const width : {6u, 50u}) {
            CHECK(case_of<tanh_function, double>{network_of(cubic::dimension, {width, width}, 1)}
                      .add<cubic>(52)
                      .add<cubic>(54, how)
                      .error() < 1e-12);
            CHECK(case_of<tanh_function, double>{network_of(2, {width, width}, 1)}
                      .add<boundary_value>(52, how)
                      .add<helmholtz>(54)
                      .add<boundary_value>(130, combination::difference)
                      .error() < 1e-12);
        }
    CHECK(case_of<tanh_function, double>{network_of(2, {9, 9}, 1)}.add<boundary_value>(5, combination::mean).error() <
          1e-12);
}

TEST_CASE("G is J J^T for the improved architecture", "[kernel]") {
    using improved = gated<tanh_function>;
    for (std::size_t const width : {6u, 50u})
        CHECK(case_of<improved, double>{network_of(2, {width, width, width}, 1, true)}
                  .add<helmholtz>(60)
                  .add<boundary_value>(33)
                  .error() < 1e-12);
}

TEST_CASE("G repeats bit for bit, also with another number of threads", "[kernel]") {
    auto const u = network_of(1, {30, 30}, 1);
    auto const theta = parameters(u);
    std::vector<double> first;
    for (std::size_t const threads : {1u, 2u, 3u, 3u}) {
        lamina::thread_pool pool(threads);
        std::vector<std::unique_ptr<lamina::residual_part<double>>> parts;
        parts.push_back(part<darcy_1d, double>(scattered_points(301, 1)));
        auto const system = system_of<double>(u, pool, std::move(parts));
        std::vector<double> g(301 * 301), again(g);
        system->gram(theta, g);
        system->gram(theta, again);
        CHECK(g == again);
        if (first.empty()) first = g;
        CHECK(g == first);
        CHECK_THROWS_WITH(system->gram(theta, std::span(g).first(5)), Catch::Contains("expected N * N = 90601"));
    }
}

TEST_CASE("G of separate networks, periodic conditions, means and trained parameters is J J^T", "[kernel]") {
    using namespace lamina;
    constexpr auto x = position<1>;
    constexpr auto u = unknown<"u">(x);
    constexpr auto v = unknown<"v">(x);
    constexpr auto k = trained<"k">;
    constexpr auto coupled = problem(lap(u) + k * v == x, d(v, x) + k * k * u == 1, on(periodic, u), mean(v) == k);
    auto model = collocate(coupled, interval(-1, 1), separate(mlp({40, 40}), mlp({45, 30}, activation::sin)),
                           points(70), k = 1.5);
    CHECK(error_of_gram(model.system(), model.start(gaussian(model.layout(), 3))) < 1e-12);
}

TEST_CASE("G is J J^T with the oracle's J", "[kernel]") {
    auto const u = network_of(1, {24, 24}, 1);
    REQUIRE(lamina::gram_factors<double>::factored({24, 24}, 3, 3));
    auto const x = scattered_points(19, 1);
    auto const theta = parameters(u);
    lamina::thread_pool pool(1);
    std::vector<std::unique_ptr<lamina::residual_part<double>>> parts;
    parts.push_back(part<darcy_1d, double>(x));
    auto const system = system_of<double>(u, pool, std::move(parts));
    std::size_t const N = x.size(), P = theta.size();
    std::vector<double> j(N * P), g(N * N);
    for (std::size_t n = 0; n < N; ++n)
        for (std::size_t p = 0; p < P; ++p)
            j[n * P + p] = expected_slope<darcy_1d>(u, theta, x, combination::each, n, p);
    system->gram(theta, g);
    double worst = 0, largest = 0;
    for (std::size_t n = 0; n < N; ++n)
        for (std::size_t m = 0; m < N; ++m) {
            double sum = 0;
            for (std::size_t p = 0; p < P; ++p) sum += j[n * P + p] * j[m * P + p];
            worst = std::max(worst, std::abs(sum - g[n * N + m]));
            largest = std::max(largest, std::abs(sum));
        }
    CHECK(worst <= 1e-12 * largest);
}
