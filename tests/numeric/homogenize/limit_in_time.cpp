// The limit eps -> 0 in time: fine solutions of parabolic equations tend to that of the effective problem at first
// order. The sources grow from 0 like t^2, so the start has no layer of the length eps^2 and few degrees in time do.
#include "catch.hpp"

#include <cmath>

#include <lamina.hpp>

#include "first_order.hpp"

using namespace lamina;

namespace {

constexpr auto eps = parameter<"eps">;
constexpr auto D = parameter<"D">;
constexpr auto x = position<1>;
constexpr auto t = time_axis;
constexpr auto u = unknown<"u">(x, t);
constexpr auto f = 20 * t * t * (1 + x);

constexpr auto r = coefficient<"r">([](auto y) { return 12 * cos(2 * pi * y) + 9 * sin(2 * pi * y); });
constexpr auto a = coefficient<"a">([](auto y) { return 1 / (2.1 + sin(2 * pi * y)); });
constexpr auto c = coefficient<"c">([](auto y) { return 1 + 0.5 * cos(2 * pi * y); });

auto const later = interior_points(box({0, 0}, {1, 1}), grid_points({400, 4}));

template <class Problem, class... Bindings>
xt::xtensor<double, 1> values(Problem const& problem, std::size_t in_space, std::size_t in_time,
                           Bindings const&... known) {
    auto model = collocate(problem, interval(0, 1), chebyshev{in_space, in_time}, during{0, 1},
                           chebyshev_points({3 * in_space / 2, in_time + 4}),
                           side_points{.count = 2 * in_space, .clustered = true}, lambda{100}, known...);
    return model.value(solve(model.system(), 1).theta, later);
}

/// The error at eps = 1/n, 1/(2 n), 1/(4 n) halves with eps (closer to that for many periods); more degrees do not
/// change it.
template <class Fine, class... Bindings>
void check_first_order(Fine const& fine, std::size_t periods, std::size_t degrees, std::span<double const> u0,
                       Bindings const&... known) {
    std::vector<double> error;
    for (std::size_t const n : {periods, 2 * periods, 4 * periods}) {
        auto const found = values(fine, 20 + degrees * n, 6, eps = 1.0 / static_cast<double>(n), known...);
        error.push_back(distance(found, u0));
        if (n == 4 * periods) continue;
        auto const finer = values(fine, 24 + (degrees + 1) * n, 8, eps = 1.0 / static_cast<double>(n), known...);
        INFO("eps = 1/" << n << " resolved to " << distance(found, finer));
        CHECK(distance(found, finer) < 0.01 * error.back());
    }
    check_halving(error, 0.4 / static_cast<double>(periods));
}

}  // namespace

TEST_CASE("diffusion with a fast reaction tends to its effective reaction in time", "[homogenize]") {
    constexpr auto fine =
        problem(dt(u) - D * lap(u) + (1 / eps) * r(x / eps) * u == f, on(t == 0, u == 0), on(boundary, u == 0));
    constexpr auto expansion = homogenize(fine, x / eps);
    auto const medium = solve(expansion, period(1), D = 1.0);
    auto const u0 = values(effective_problem(expansion, medium), 14, 9, D = 1.0);
    check_first_order(fine, 4, 6, u0, D = 1.0);
    // by hand: mean(r N) with D N'' = r
    double const reaction = -112.5 / (4 * std::acos(-1.0) * std::acos(-1.0));
    CHECK(std::abs(medium.reaction() - reaction) <= 1e-10);
}

TEST_CASE("a mixture with a capacity tends to its effective problem in time", "[homogenize]") {
    constexpr auto fine = problem(c(x / eps) * dt(u) - div(a(x / eps) * grad(u)) + r(x / eps) * u / (2 * eps) == f,
                                  on(t == 0, u == 0), on(boundary, u == 0));
    constexpr auto expansion = homogenize(fine, x / eps);
    check_first_order(fine, 2, 10, values(effective_problem(expansion, solve(expansion, period(1))), 14, 9));
}
