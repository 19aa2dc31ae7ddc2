// The mixture -div(A grad u) + r u / eps == f: its effective first-order term and reaction, against other
// discretisations.
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

constexpr auto r = coefficient<"r">([](auto y) { return 5 * sin(2 * pi * y[0]) + 3 * cos(2 * pi * (y[0] + y[1])); });
constexpr auto symmetric_tensor = coefficient<"A">([](auto y) {
    return matrix(row(2 + sin(2 * pi * y[0]) * cos(2 * pi * y[1]), 0.5 * cos(2 * pi * y[0])),
                  row(0.5 * cos(2 * pi * y[0]), 3 + cos(2 * pi * y[1])));
});
constexpr auto skewed = coefficient<"A">([](auto y) {
    return matrix(
        row(2 + sin(2 * pi * y[0]) * cos(2 * pi * y[1]), cos(2 * pi * y[0]) + 0.8 * sin(2 * pi * (y[0] + y[1]))),
        row(-0.8 * sin(2 * pi * (y[0] + y[1])), 3 + cos(2 * pi * y[1])));
});

template <class A>
constexpr auto mixture(A const& a) {
    return homogenize(problem(-div(a(X / eps) * grad(U)) + r(X / eps) * U / eps == 1, on(boundary, U == 0)), X / eps);
}

double reaction(double p, double q) { return 5 * std::sin(2 * pi * p) + 3 * std::cos(2 * pi * (p + q)); }
double a00(double p, double q) { return 2 + std::sin(2 * pi * p) * std::cos(2 * pi * q); }
double a11(double, double q) { return 3 + std::cos(2 * pi * q); }
double zero(double, double) { return 0; }

struct averages {
    double reaction, drift0, drift1, a01;
};
/// mean(r N), mean(r chi_j) - mean((A grad N)_j) and mean((A (grad chi_1 + e_1))_0) on n x n points
averages on_grid(std::size_t n, fd::function const& a01, fd::function const& a10) {
    fd::cell const cell(n, a00, a01, a10, a11, zero, zero);
    auto apply = [&](fd::grid const& w) { return cell.forward(w); };
    fd::grid s;
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j)
            s.push_back(-reaction(static_cast<double>(i) / static_cast<double>(n),
                                  static_cast<double>(j) / static_cast<double>(n)));
    fd::grid const N = fd::solved(apply, s);
    averages out{-fd::dot(s, N) / static_cast<double>(n * n), 0, 0, 0};
    fd::grid const n0 = cell.slope(N, 0), n1 = cell.slope(N, 1);
    for (int j = 0; j < 2; ++j) {
        fd::grid const p = cell.slope(j == 0 ? cell.a00 : cell.a01, 0), q = cell.slope(j == 0 ? cell.a10 : cell.a11, 1);
        fd::grid f(n * n);
        for (std::size_t k = 0; k < f.size(); ++k) f[k] = p[k] + q[k];
        fd::grid const chi = fd::solved(apply, f);
        double drift = -fd::dot(s, chi);
        for (std::size_t k = 0; k < f.size(); ++k)
            drift -= j == 0 ? cell.a00[k] * n0[k] + cell.a01[k] * n1[k] : cell.a10[k] * n0[k] + cell.a11[k] * n1[k];
        (j == 0 ? out.drift0 : out.drift1) = drift / static_cast<double>(n * n);
        if (j == 0) continue;
        fd::grid const c0 = cell.slope(chi, 0), c1 = cell.slope(chi, 1);
        for (std::size_t k = 0; k < f.size(); ++k)
            out.a01 += (cell.a00[k] * c0[k] + cell.a01[k] * (1 + c1[k])) / static_cast<double>(n * n);
    }
    return out;
}

}  // namespace

TEST_CASE("a symmetric mixture has no effective first-order term", "[homogenize]") {
    constexpr auto expansion = mixture(symmetric_tensor);
    auto const medium = solve(expansion, period(1));
    CHECK(std::abs(medium.drift(0)) <= 1e-10);
    CHECK(std::abs(medium.drift(1)) <= 1e-10);
    CHECK(medium.reaction() < -0.05);
    CHECK(std::abs(medium(0, 1) - medium(1, 0)) <= 1e-10);
    // its two parts do not vanish
    double largest = 0;
    for (double const average : medium.averages()) largest = std::max(largest, std::abs(average));
    CHECK(largest > 0.3);
}

TEST_CASE("the effective reaction and drift of a mixture without symmetry agree with finite differences",
          "[homogenize]") {
    constexpr auto expansion = mixture(skewed);
    auto const medium = solve(expansion, period(1));
    auto const a01 = [](double p, double q) { return std::cos(2 * pi * p) + 0.8 * std::sin(2 * pi * (p + q)); };
    auto const a10 = [](double p, double q) { return -0.8 * std::sin(2 * pi * (p + q)); };
    std::vector<averages> at;
    std::vector<std::size_t> const sizes{8, 12, 16, 20, 24, 32, 40, 48};
    for (std::size_t const n : sizes) at.push_back(on_grid(n, a01, a10));
    auto limit = [&](double averages::* member) {
        return fd::extrapolated([&](std::size_t n) {
            return at[static_cast<std::size_t>(std::ranges::find(sizes, n) - sizes.begin())].*member;
        }, sizes);
    };
    CHECK(std::abs(medium.drift(0)) > 0.05);
    CHECK(std::abs(medium.drift(1)) > 0.1);
    CHECK(std::abs(medium.reaction() - limit(&averages::reaction)) <= 1e-10);
    CHECK(std::abs(medium.drift(0) - limit(&averages::drift0)) <= 1e-10);
    CHECK(std::abs(medium.drift(1) - limit(&averages::drift1)) <= 1e-10);
    CHECK(std::abs(medium(0, 1) - limit(&averages::a01)) <= 1e-10);
}

TEST_CASE("a strong reaction over a constant diffusion has the closed form -r^2 / (2 D k^2)", "[homogenize]") {
    constexpr auto waves = coefficient<"r">([](auto y) { return 7 * cos(2 * pi * y) + 2 * sin(4 * pi * y); });
    constexpr auto D = parameter<"D">;
    constexpr auto expansion = homogenize(
        problem(-D * lap(u) + waves(x / eps) * u / eps == sin(2 * pi * x / eps) + 3, on(boundary, u == 0)), x / eps);
    auto const medium = solve(expansion, period(1), D = 0.5);
    double const k2 = 4 * pi * pi;
    CHECK(std::abs(medium.reaction() + 49 / (2 * 0.5 * k2) + 4 / (2 * 0.5 * 4 * k2)) <= 1e-13);
    CHECK(std::abs(medium(0, 0) - 0.5) <= 1e-15);
    CHECK(std::abs(medium.corrector("N")({0.1, 0, 0}) + 14 * std::cos(0.2 * pi) / k2 + std::sin(0.4 * pi) / k2) <=
          1e-13);
    CHECK_THROWS_WITH(medium.corrector("chi"), Catch::Contains("corrector chi: there is none, expected one of N"));
}

TEST_CASE("the mixture on an interval has the closed forms of one dimension", "[homogenize]") {
    // a = 1 / (2.1 + 2 sin y), r = 20 cos y: a N' = 20 sin y - 20 / 2.1, so mean(r N) = -420 + 400 / 2.1 and
    // mean(r chi) = 20 / 2.1 = mean(a N') with the sign of the derivation
    constexpr auto a = coefficient<"a">([](auto y) { return 1 / (2.1 + 2 * sin(y)); });
    constexpr auto expansion = homogenize(
        problem(-div(a(x / eps) * grad(u)) + 20 * cos(x / eps) * u / eps == sin(x), on(boundary, u == 0)), x / eps);
    auto const medium = solve(expansion, period(2 * pi));
    CHECK(std::abs(medium.reaction() - (-420 + 400 / 2.1)) <= 1e-10);
    CHECK(std::abs(medium(0, 0) - 1 / 2.1) <= 1e-12);
    CHECK(std::abs(medium.drift(0)) <= 1e-11);
}

TEST_CASE("a reaction that does not vanish on average is refused with its value", "[homogenize]") {
    constexpr auto expansion = homogenize(
        problem(-lap(u) + (0.25 + cos(x / eps)) * u / eps == 1, on(boundary, u == 0)), x / eps);
    CHECK_THROWS_WITH(solve(expansion, period(2 * pi)),
                      Catch::Contains("no periodic solution: mean(cos(y)) + 0.25 is 0.25, expected 0"));
}

TEST_CASE("a direction along which nothing varies needs no corrector", "[homogenize]") {
    constexpr auto a = coefficient<"a">([](auto y) { return 2 + 0.5 * sin(2 * pi * y[0]); });
    constexpr auto layered =
        homogenize(problem(-d(a(X / eps) * d(U, X[0]), X[0]) - d(U, X[1], X[1]) == 1, on(boundary, U == 0)), X / eps);
    static_assert(layered.cells == 1);
    constexpr auto tensor = homogenize(
        problem(-div(matrix(row(a(X / eps), 0), row(0, 1)) * grad(U)) == 1, on(boundary, U == 0)), X / eps);
    auto check = [](auto const& expansion) {
        auto const medium = solve(expansion, period(1));
        CHECK(std::abs(medium(0, 0) - std::sqrt(15.0) / 2) <= 1e-11);
        CHECK(std::abs(medium(1, 1) - 1) <= 1e-14);
        CHECK(std::abs(medium(0, 1)) <= 1e-14);
        CHECK(std::abs(medium(1, 0)) <= 1e-14);
        auto model = collocate(effective_problem(expansion, medium), box({0, 0}, {1, 1}), chebyshev{8},
                               chebyshev_points({16, 16}));
        CHECK(std::isfinite(solve(model.system()).theta[0]));
    };
    check(layered);
    check(tensor);
}
