#include "catch.hpp"

#include <cmath>
#include <filesystem>
#include <functional>
#include <vector>

#include <lamina.hpp>

// Two-scale solutions against solutions by quadrature: -(m(x) u')' = F'(x) has m u' = c - F(x).

using namespace lamina;
using Catch::Contains;

namespace {

constexpr auto s = position<1>;
constexpr auto x = position<2>;
constexpr auto eps = parameter<"eps">;
constexpr auto w = unknown<"w">(s);
constexpr auto u = unknown<"u", 2>(x);

double const Pi = std::acos(-1.0);

/// u with u = left at lower and right at upper, at equispaced points x, and what u' follows from
struct by_quadrature {
    std::vector<double> x, u;
    double flux = 0;  ///< m u' at the lower end

    by_quadrature(double lower, double upper, double left, double right, std::function<double(double)> const& m,
                  std::function<double(double)> const& source) {
        std::size_t const n = 200000, kept = 200;
        double const h = (upper - lower) / n;
        std::vector<double> load(n + 1), free(n + 1);
        double F = 0;
        for (std::size_t k = 0; k < n; ++k) {
            double const at = lower + h * (static_cast<double>(k) + 0.5), f = source(at);
            load[k + 1] = load[k] - h * (F + h * f / 2) / m(at);
            free[k + 1] = free[k] + h / m(at);
            F += h * f;
        }
        double const c = (right - left - load[n]) / free[n];
        flux = c;
        for (std::size_t k = 0; k <= n; k += n / kept) {
            x.push_back(lower + h * static_cast<double>(k));
            u.push_back(left + load[k] + c * free[k]);
        }
    }
};

template <class Values>
double largest_difference(std::vector<double> const& exact, Values const& at) {
    double out = 0;
    for (std::size_t k = 0; k < exact.size(); ++k) out = std::max(out, std::abs(exact[k] - at(k)));
    return out;
}

/// The order between errors at scales that are four times smaller
double order(double coarse, double fine) {
    return std::log2(coarse / fine) / 2;
}

}  // namespace

TEST_CASE("Two-scale solutions with correctors of x and x / eps are of second order", "[homogenize]") {
    constexpr auto a = coefficient<"a">([](auto at, auto y) { return 1 / (2 + at * at / 4 + sin(at + 2 * pi * y)); });
    constexpr auto two_scale =
        homogenize(problem(-div(a(s, s / eps) * grad(w)) == exp(s), on(boundary, w == 0.3 * s)), s / eps);
    auto const medium = solve(two_scale, period(1), interval(-1, 2));
    auto const w_0 = solve(effective_problem(two_scale, medium), interval(-1, 2), medium.averages());
    double before = 0;
    for (double const e : {0.13, 0.0325}) {
        by_quadrature const exact(
            -1, 2, -0.3, 0.6, [&](double at) { return 1 / (2 + at * at / 4 + std::sin(at + 2 * Pi * at / e)); },
            [](double at) { return std::exp(at); });
        auto const values = corrected(two_scale, w_0, medium, eps = e)(exact.x);
        double const off = largest_difference(exact.u, [&](std::size_t k) { return values[k]; });
        if (before > 0) CHECK(order(before, off) == Approx(2).margin(0.35));
        before = off;
    }
    CHECK(before < 2e-3);
    CHECK_THROWS_WITH(corrected(two_scale, w_0, medium, eps = -1), Contains("eps is -1"));
    auto const smaller = solve(two_scale, period(1), interval(-1, 1));
    CHECK_THROWS_WITH(corrected(two_scale, w_0, smaller, eps = 0.1),
                      Contains("from -1 to 1") && Contains("from -1 to 2"));
}

TEST_CASE("Two-scale solutions of sources that oscillate are of second order", "[homogenize]") {
    constexpr auto a = coefficient<"a">([](auto y) { return 1 / (2.1 + 2 * sin(2 * pi * y)); });
    constexpr auto r = coefficient<"r">([](auto y) { return cos(2 * pi * y) + 0.5 * sin(4 * pi * y); });
    auto const check = [&](auto two_scale, auto const& source_at) {
        auto const medium = solve(two_scale, period(1));
        auto const w_0 = solve(effective_problem(two_scale, medium), interval(0, 1));
        double before = 0;
        for (double const e : {0.13, 0.0325}) {
            by_quadrature const exact(
                0, 1, 0, 0.5, [&](double at) { return 1 / (2.1 + 2 * std::sin(2 * Pi * at / e)); },
                [&](double at) { return source_at(at, at / e, e); });
            auto const values = corrected(two_scale, w_0, medium, eps = e)(exact.x);
            double const off = largest_difference(exact.u, [&](std::size_t k) { return values[k]; });
            if (before > 0) CHECK(order(before, off) == Approx(2).margin(0.3));
            before = off;
        }
    };
    auto const R = [](double y) { return std::cos(2 * Pi * y) + 0.5 * std::sin(4 * Pi * y); };
    constexpr auto ends = on(boundary, w == 0.5 * s);
    check(homogenize(problem(-div(a(s / eps) * grad(w)) == exp(s) * (1 + r(s / eps)), ends), s / eps),
          [&](double at, double y, double) { return std::exp(at) * (1 + R(y)); });
    check(homogenize(problem(-div(a(s / eps) * grad(w)) == exp(s) * r(s / eps) / eps + 1, ends), s / eps),
          [&](double at, double y, double e) { return std::exp(at) * R(y) / e + 1; });
}

TEST_CASE("The two-scale solution of layers has their slopes", "[homogenize]") {
    constexpr auto a = coefficient<"a">([](auto y) { return where(y < 0.3, 1.0, 10.0); });
    constexpr auto two_scale =
        homogenize(problem(-div(a(s / eps) * grad(w)) == 1, on(boundary, w == 0.5 * s)), s / eps);
    auto const medium = solve(two_scale, period(1));
    auto const w_0 = solve(effective_problem(two_scale, medium), interval(0, 1));
    double before = 0, slopes_before = 0;
    for (double const e : {0.13, 0.0325}) {
        auto const layer = [&](double at) { return at / e - std::floor(at / e) < 0.3 ? 1.0 : 10.0; };
        by_quadrature const exact(0, 1, 0, 0.5, layer, [](double) { return 1.0; });
        auto const w_2 = corrected(two_scale, w_0, medium, eps = e);
        auto const values = w_2(exact.x), slopes = w_2(exact.x, d(w, s));
        double const off = largest_difference(exact.u, [&](std::size_t k) { return values[k]; });
        std::vector<double> exact_slopes;
        for (double const at : exact.x) exact_slopes.push_back((exact.flux - at) / layer(at));
        double const slopes_off = largest_difference(exact_slopes, [&](std::size_t k) { return slopes[k]; });
        if (before > 0) {
            CHECK(order(before, off) == Approx(2).margin(0.3));
            CHECK(order(slopes_before, slopes_off) == Approx(1).margin(0.2));
        }
        before = off, slopes_before = slopes_off;
    }
}

TEST_CASE("The two-scale solution with a reaction solves its equation but for the second order", "[homogenize]") {
    constexpr auto a = coefficient<"a">([](auto y) { return 1 / (2.1 + 2 * sin(y)); });
    constexpr auto k = coefficient<"k">([](auto y) { return 2 + cos(y) + sin(y); });
    constexpr auto p = problem(-div(a(s / eps) * grad(w)) + k(s / eps) * w == exp(s), on(boundary, w == 0.3 * s));
    constexpr auto two_scale = homogenize(p, s / eps);
    auto const medium = solve(two_scale, period(2 * pi));
    auto const w_0 = solve(effective_problem(two_scale, medium), interval(-1, 2));
    double in_max[2], in_h1[2];
    for (int n = 0; n < 2; ++n) {
        double const e = n == 0 ? 0.1 : 0.025;
        auto const w_h = solve(p, interval(-1, 2), eps = e);
        auto const w_2 = corrected(two_scale, w_0, medium, eps = e);
        in_max[n] = error(w_2, w_h, maximum), in_h1[n] = error(w_2, w_h, h1);
    }
    CHECK(order(in_max[0], in_max[1]) > 1.7);
    CHECK(order(in_h1[0], in_h1[1]) == Approx(1).margin(0.1));
}

TEST_CASE("The two-scale solution of a vector is of second order, and is a solution", "[homogenize]") {
    constexpr auto C = coefficient<"C">(
        [](auto y) { return isotropic<2>(1 / (2 + sin(2 * pi * y[0])), 1 / (2 + cos(2 * pi * y[0]))); });
    constexpr auto p =
        problem(-div(contract(C(x / eps), sym(grad(u)))) == vector(exp(x[0]), cos(3 * x[0])),
                on(x[0] == 0, u == vector(0, 0)), on(x[0] == 1, u == vector(0.1, 0.2)), on(periodic(x[1]), u));
    constexpr auto two_scale = homogenize(p, x / eps);
    auto const medium = solve(two_scale, period(1));
    auto const u_0 = solve(effective_problem(two_scale, medium), box({0, 0}, {1, 1}));
    double before[2]{};
    for (double const e : {0.13, 0.0325}) {
        auto const u_2 = corrected(two_scale, u_0, medium, eps = e);
        auto const lambda = [&](double at) { return 1 / (2 + std::sin(2 * Pi * at / e)); };
        auto const mu = [&](double at) { return 1 / (2 + std::cos(2 * Pi * at / e)); };
        by_quadrature const along(
            0, 1, 0, 0.1, [&](double at) { return lambda(at) + 2 * mu(at); }, [](double at) { return std::exp(at); });
        by_quadrature const across(0, 1, 0, 0.2, mu, [](double at) { return std::cos(3 * at); });
        std::vector<double> points;
        for (double const at : along.x) points.insert(points.end(), {at, 0.37});
        auto const values = u_2(points);
        double const off[]{largest_difference(along.u, [&](std::size_t k) { return values(k, 0); }),
                           largest_difference(across.u, [&](std::size_t k) { return values(k, 1); })};
        for (int i = 0; i < 2; ++i) {
            if (before[i] > 0) CHECK(order(before[i], off[i]) == Approx(2).margin(0.3));
            before[i] = off[i];
        }
        if (e < 0.1) continue;
        // its derivatives are those of differences, its stress that of the equation
        std::vector<double> const here{0.3, 0.6}, more{0.3 + 1e-6, 0.6}, less{0.3 - 1e-6, 0.6};
        auto const slope = u_2(here, grad(u));
        auto const turned = u_2(here, lap(u));
        for (std::size_t i = 0; i < 2; ++i) {
            CHECK(slope(0, i, 0) == Approx((u_2(more)(0, i) - u_2(less)(0, i)) / 2e-6).epsilon(1e-7));
            CHECK(turned(0, i) ==
                  Approx((u_2(more, grad(u))(0, i, 0) - u_2(less, grad(u))(0, i, 0)) / 2e-6).epsilon(1e-6));
        }
        auto const stress = u_2(here, contract(C(x / eps), sym(grad(u))));
        double const mu_here = 1 / (2 + std::cos(2 * Pi * 0.3 / e));
        CHECK(stress(0, 0, 1) == Approx(mu_here * (slope(0, 0, 1) + slope(0, 1, 0))).epsilon(1e-12));
        auto const file = std::filesystem::temp_directory_path() / "lamina_two_scale.npz";
        CHECK_THROWS_WITH(save(file, u_2), Contains("save the solution of the effective problem"));
    }
}

TEST_CASE("A shear has one corrector for both of its derivatives", "[homogenize]") {
    constexpr auto C =
        coefficient<"C">([](auto y) { return isotropic<2>(constant<1>, 2 + sin(2 * pi * y[0]) * cos(2 * pi * y[1])); });
    constexpr auto p =
        problem(-div(contract(C(x / eps), sym(grad(u)))) == vector(sin(2 * pi * x[1]), cos(2 * pi * x[0])),
                on(periodic, u), mean(u[0]) == 0, mean(u[1]) == 0);
    constexpr auto two_scale = homogenize(p, x / eps);
    auto const medium = solve(two_scale, period(1));
    auto const u_0 = solve(effective_problem(two_scale, medium), box({0, 0}, {1, 1}), chebyshev{18});
    auto const u_2 = corrected(two_scale, u_0, medium, eps = 0.25);  // no data, no share of a boundary
    std::vector<double> const at{0.3, 0.6};
    auto const slope = u_0(at, grad(u));
    for (std::size_t i = 0; i < 2; ++i) {
        auto const N = [&](char const* name) {
            return medium.corrector(std::string(name) + "[" + std::to_string(i) + "]")({0.3 / 0.25, 0.6 / 0.25, 0});
        };
        double const first = 0.25 * (N("N_00") * slope(0, 0, 0) + N("N_01") * (slope(0, 0, 1) + slope(0, 1, 0)) +
                                     N("N_11") * slope(0, 1, 1));
        CHECK(std::abs(first) > 1e-5);
        CHECK(u_2(at)(0, i) - u_0(at)(0, i) == Approx(first).epsilon(1e-6));
    }
}

TEST_CASE("Why a share of the boundary in time is not found is said", "[homogenize]") {
    constexpr auto t = time_axis;
    constexpr auto v = unknown<"v">(s, t);
    constexpr auto a = coefficient<"a">([](auto y) { return 1 / (2.1 + 2 * sin(y)); });
    no_solution const why("solve: v differs");
    auto const check = [&](auto const& start, std::string const& said) {
        auto const two_scale = homogenize(
            problem(dt(v) - div(a(s / eps) * grad(v)) == 0, on(boundary, v == 0), on(t == 0, v == start)), s / eps);
        auto const medium = solve(two_scale, period(2 * pi));
        auto const v_0 = solve(effective_problem(two_scale, medium), interval(0, 1), during{0, 0.1});
        auto const part = twoscale::oscillating_part_of(two_scale, v_0.untyped(), medium, 0.1);
        CHECK_THROWS_WITH(refuse_share(part, why), Contains(said));
    };
    check(sin(pi * s), "jumps from 0 to");
    check(pow<4>(sin(pi * s)), "was not found: solve: v differs");
}
