// Time in slabs: each begins with what the one before ends with, in a map that is found
#include "catch.hpp"

#include <cmath>
#include <numbers>
#include <vector>

#include <lamina.hpp>
#include <lamina/network/line_products.hpp>
#include <lamina/train/found_map.hpp>
#include <lamina/train/slabs.hpp>

using namespace lamina;
using Catch::Matchers::Contains;

namespace {

constexpr auto x = position<1>;
constexpr auto t = time_axis;
constexpr auto u = unknown<"u">(x, t);
constexpr auto v = unknown<"v">(x, t);

/// The solution in slabs, whatever else could serve, for 0 <= t <= end
template <class Problem>
solution_t<Problem> in_slabs(Problem const& problem, box const& domain, double end) {
    collocation::arguments with;
    with.take(during{0, end});
    box const everywhere = collocation::domain_of(unknowns_of<Problem>::value, domain, with);
    auto const generated = generated_problem_of<false>(problem);
    auto found = solving::in_slabs({generated, solving::is_linear<Problem>, everywhere, with});
    REQUIRE(found);
    return solution_t<Problem>(*std::move(found));
}

template <class Solution, class Exact>
double difference(Solution const& u_h, Exact const& exact) {
    auto const at = interior_points(u_h.domain(), points(500));
    auto const here = u_h(at), there = tabulate(exact, at);
    double out = 0;
    for (std::size_t k = 0; k < 500; ++k) out = std::max(out, std::abs(here(k) - there.data()[k]));
    return out;
}

}  // namespace

TEST_CASE("functions of a mapped axis have the derivatives that differences show", "[train]") {
    for (bool const periodic : {true, false})
        for (parity const only : {parity::none, parity::even, parity::odd}) {
            std::vector<double> const c{0, 0.3}, d{0, periodic && only == parity::none ? 0.2 : 0.0};
            line_functions const line{{-1, 2, periodic, c, d}, 5, only};
            CHECK(line.map.taylor(line.map.inverse(0.3))[0] == Approx(0.3).epsilon(1e-13));
            double const h = 1e-5, at = 0.71;
            for (int order = 0; order < 4; ++order) {
                auto const below = line.derivative(std::vector{at - h}, order),
                           above = line.derivative(std::vector{at + h}, order),
                           slope = line.derivative(std::vector{at}, order + 1);
                for (std::size_t k = 0; k < line.size(); ++k)
                    CHECK((above(k, 0) - below(k, 0)) / (2 * h) == Approx(slope(k, 0)).epsilon(1e-5).margin(1e-4));
            }
            auto const here = line.derivative(std::vector{0.5 + 0.4}, 0),
                       mirrored = line.derivative(std::vector{0.1}, 0);
            for (std::size_t k = 0; only != parity::none && k < line.size(); ++k)
                CHECK(here(k, 0) == Approx((only == parity::odd ? -1 : 1) * mirrored(k, 0)).margin(1e-13));
            line_products const all({line, {{0, 1, false}, 3}});
            line_products::grid const nodes{line.nodes(15), all.along()[1].nodes(5)};
            auto const second = line.derivative(nodes[0], 0);
            auto values = xt::xarray<double>::from_shape({nodes[0].size(), nodes[1].size()});
            for (std::size_t i = 0; i < nodes[0].size(); ++i)
                for (std::size_t j = 0; j < nodes[1].size(); ++j)
                    values(i, j) = second(1, i) * nodes[1][j] * (1 - nodes[1][j]);
            auto const again = all.on_grid(all.fitted(values, nodes), nodes);
            REQUIRE(again.shape() == values.shape());
            for (std::size_t i = 0; i < nodes[0].size(); ++i)
                for (std::size_t j = 0; j < nodes[1].size(); ++j)
                    CHECK(again(i, j) == Approx(values(i, j)).margin(1e-13));
        }
}

TEST_CASE("a map is found that makes a layer of a tenth of the length cost a third of the waves", "[train]") {
    for (double const place : {0.0, 0.37}) {
        solving::sampled_lines layer{-1, 1, true, 2048, {}};
        for (std::size_t k = 0; k < 2048; ++k) {
            double const s = std::numbers::pi * (-1 + 2 * static_cast<double>(k) / 2048 - place);
            layer.values.push_back(std::sin(s) * std::tanh(std::cos(s) / 0.05));
        }
        auto const found = solving::found_map(layer, 1e-6, 1e-6, parity::none);
        CHECK(found.degree < 120);  // 230 waves in x
        auto const nodes = found.nodes(4 * found.degree);
        line_products const alone({found});
        auto values = xt::xarray<double>::from_shape({nodes.size()});
        for (std::size_t k = 0; k < nodes.size(); ++k) {
            double const a = std::numbers::pi * (nodes[k] - place);
            values(k) = std::sin(a) * std::tanh(std::cos(a) / 0.05);
        }
        auto const again = alone.on_grid(alone.fitted(values, {nodes}), {nodes});
        for (std::size_t k = 0; k < values.size(); ++k) CHECK(std::abs(again(k) - values(k)) < 1e-5);
    }
}

TEST_CASE("slabs carry values and velocities on, and their solution is one function", "[train]") {
    auto const wave =
        problem(dtt(u) - lap(u) == 0, on(boundary, u == 0), on(t == 0, u == sin(2 * x)), on(t == 0, dt(u) == sin(x)));
    auto const exact = cos(2 * t) * sin(2 * x) + sin(t) * sin(x);
    auto const u_h = in_slabs(wave, interval(0, pi), 5);
    CHECK(difference(u_h, exact) < 1e-6);
    CHECK(u_h.domain().upper(1) == 5);
    CHECK_FALSE(u_h.evidence().alarm);
    CHECK_THAT(u_h.evidence().space, Contains("slabs of time"));
    std::vector<double> const late{1.0, 0.1, 1.0, 4.9, 2.0, 2.5};
    auto const slope = u_h(points_view(late, 2), dt(u)),
               slope_known = tabulate(-2 * sin(2 * t) * sin(2 * x) + cos(t) * sin(x), points_view(late, 2));
    for (std::size_t k = 0; k < 3; ++k) CHECK(slope(k) == Approx(slope_known.data()[k]).margin(1e-5));
    CHECK(error(u_h, exact, l2) < 1e-6);
    std::vector<double> const behind{1.0, 5.1};
    CHECK_THROWS_WITH(u_h(points_view(behind, 2)), Contains("expected"));
}

TEST_CASE("two unknowns go on together, and what grows is followed", "[train]") {
    auto const pair = problem(dt(u) + lap(v) == 0, dt(v) - lap(u) == 0, on(periodic(x), u), on(periodic(x), v),
                              on(t == 0, u == cos(2 * x) + cos(x)), on(t == 0, v == 0));
    CHECK(difference(in_slabs(pair, interval(0, 2 * pi), 2), cos(2 * x) * cos(4 * t) + cos(x) * cos(t)) < 1e-6);
    auto const logistic = problem(dt(u) == u * (1 - u), on(periodic(x), u), on(t == 0, u == 1 / (2 + sin(x))));
    CHECK(difference(in_slabs(logistic, interval(0, 2 * pi), 8), 1 / (1 + exp(-t) * (1 + sin(x)))) < 1e-6);
}

TEST_CASE("an initial velocity that is missing is missed", "[train]") {
    auto const wave = problem(dtt(u) - lap(u) == 0, on(boundary, u == 0), on(t == 0, u == sin(2 * x)));
    CHECK_THROWS_WITH(in_slabs(wave, interval(0, pi), 5), Contains("one of many"));
}

TEST_CASE("slabs are named with few functions, too few make the alarm ring, in any order of arguments") {
    constexpr auto nu = parameter<"nu">;
    auto const burgers =
        problem(dt(u) + u * d(u, x) - nu * lap(u) == 0, on(periodic(x), u), on(t == 0, u == -sin(pi * x)));
    auto const few = solve(burgers, interval(-1, 1), during{0, 1}, nu = 0.01 / pi, time_slabs{.functions = 160});
    CHECK(few.evidence().alarm);
    CHECK(few.evidence().difference > 1e-2);
    CHECK_THAT(few.evidence().space, Contains("slabs of time"));
    auto const enough = solve(burgers, interval(-1, 1), time_slabs{.functions = 160}, during{0, 1}, nu = 0.3);
    CHECK_FALSE(enough.evidence().alarm);
    CHECK(enough.evidence().difference < 1e-6);
    CHECK_THROWS_WITH(solve(burgers, interval(-1, 1), during{0, 1}, nu = 0.3, time_slabs{.functions = 10}),
                      Contains("functions = 10") && Contains("at least 50"));
    constexpr auto w = unknown<"w">(x);
    CHECK_THROWS_WITH(solve(problem(-lap(w) == 1, on(boundary, w == 0)), interval(0, 1), time_slabs{}),
                      Contains("w has no slabs of time"));
}
