#include "catch.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <lamina.hpp>

#include "../report/scratch_file.hpp"

using namespace lamina;

namespace {

double largest_difference(std::span<double const> p, std::span<double const> q) {
    double out = 0;
    for (std::size_t k = 0; k < p.size(); ++k) out = std::max(out, std::abs(p[k] - q[k]));
    return out;
}

}  // namespace

TEST_CASE("an equation, divided by its coefficient, and as a first-order system has one solution", "[forms]") {
    constexpr auto x = position<1>;
    constexpr auto eps = parameter<"eps">;
    constexpr auto u = unknown<"u">(x);
    constexpr auto q = unknown<"q", 1>(x);
    constexpr auto a = coefficient<"a">([](auto y) { return 1 / (2 + 0.5 * sin(y)); });
    constexpr auto exact = sin(2 * x) + eps * sin(x / eps) - eps / pi * sin(pi / eps) * x;
    constexpr auto written = problem(manufacture(-div(a(x / eps) * grad(u)) + u == 0, u, exact), on(boundary, u == 0));
    constexpr auto divided = non_divergence(written);
    constexpr auto first = first_order(written);
    double const e = 1.0 / 2;
    auto solved = [&](auto const& form, auto const&... of) {
        auto model = collocate(form, interval(-pi, pi), chebyshev{80}, chebyshev_points({160}), eps = e);
        return model.value(solve(model.system()).theta, linear_points(-pi, pi, 301), of...);
    };
    auto const at = linear_points(-pi, pi, 301);
    std::vector<double> truth, flux;
    for (double const p : at) {
        truth.push_back(std::sin(2 * p) + e * std::sin(p / e) - e / pi * std::sin(pi / e) * p);
        flux.push_back(
            (2 * std::cos(2 * p) + std::cos(p / e) - e / pi * std::sin(pi / e)) / (2 + 0.5 * std::sin(p / e)));
    }
    CHECK(largest_difference(solved(written), truth) <= 1e-8);
    CHECK(largest_difference(solved(divided), truth) <= 1e-8);
    CHECK(largest_difference(solved(first, u), truth) <= 1e-8);
    CHECK(largest_difference(solved(first, q[0]), flux) <= 1e-8);
}

TEST_CASE("the solution of a first-order form is the unknown of the equation, not its flux", "[forms]") {
    constexpr auto x = position<1>;
    constexpr auto u = unknown<"u">(x);
    constexpr auto q = unknown<"q", 1>(x);
    constexpr auto twice = problem(manufacture(-div(2 * grad(u)) == 0, u, sin(pi * x)), on(boundary, u == 0));
    scratch_file const drawn("drawn.svg");
    auto model = collocate(first_order(twice), interval(0, 1), chebyshev{16}, chebyshev_points({32}));
    auto const h = model.solution(solve(model.system()).theta);
    xt::xtensor<double, 1> const at{0.1, 0.5, 0.8};
    auto const values = h(at), flux = h(at, q[0]);
    for (std::size_t k = 0; k < 3; ++k) {
        CHECK(std::abs(values[k] - std::sin(pi * at[k])) <= 1e-9);
        CHECK(std::abs(flux[k] - 2 * pi * std::cos(pi * at[k])) <= 1e-8);
    }
    CHECK(error(h, sin(pi * x), h1) <= 1e-7);
    CHECK(norm(h, l2) == Approx(std::sqrt(0.5)));
    plot(drawn.path, h);
    CHECK_THAT(drawn.bytes(), Catch::Contains(">u<") && !Catch::Contains("q["));
    bindings::field const f = h;
    int const once[]{1};
    CHECK(f(std::vector<double>{0.25}, once)[0] == Approx(pi * std::cos(pi / 4)));
}

TEST_CASE("the forms of an equation in the plane have one solution", "[forms]") {
    constexpr auto z = position<2>;
    constexpr auto u = unknown<"u">(z);
    constexpr auto b = coefficient<"b">([](auto y) { return 2 + sin(3 * y[0]) * y[1]; });
    constexpr auto exact = sin(2 * z[0]) * z[1] + z[0];
    constexpr auto written =
        problem(manufacture(-div(b(z) * grad(u)) + dot(vector(1, z[0]), grad(u)) == 0, u, exact),
                on(boundary, u == exact));
    auto const at = face_pairs(box({0, 0}, {1, 1}), 0, {9});
    auto solved = [&](auto const& form) {
        auto model = collocate(form, box({0, 0}, {1, 1}), chebyshev{12}, chebyshev_points({18, 18}), side_points{18});
        return model.value(solve(model.system()).theta, at, u);
    };
    std::vector<double> truth;
    for (std::size_t k = 0; k < at.size(); k += 2) truth.push_back(std::sin(2 * at[k]) * at[k + 1] + at[k]);
    CHECK(largest_difference(solved(written), truth) <= 1e-8);
    CHECK(largest_difference(solved(non_divergence(written)), truth) <= 1e-8);
    CHECK(largest_difference(solved(first_order(written)), truth) <= 1e-8);
}
