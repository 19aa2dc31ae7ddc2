// Laws of differential operators, for the structure at compile time and for the values at random points.
#include <random>

#include <lamina/dsl/calculus/differential.hpp>
#include <lamina/dsl/evaluate/evaluate.hpp>
#include <lamina/dsl/evaluate/point.hpp>
#include <lamina/dsl/expr/coefficient.hpp>
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/rewrite/same.hpp>
#include <lamina/dsl/rewrite/substitute.hpp>
#include <lamina/dsl/expr/unknown.hpp>

#include "catch.hpp"

using namespace lamina;

namespace {
template <int D>
constexpr auto f = unknown<"f">(position<D>);
template <int D>
constexpr auto g = unknown<"g">(position<D>);
constexpr auto k = parameter<"k">;

template <int D>
struct laws {
    static constexpr auto x = position<D>;
    static_assert(same(grad(k * f<D> + g<D>), k * grad(f<D>) + grad(g<D>)));
    static_assert(same(lap(k * f<D> + g<D>), k * lap(f<D>) + lap(g<D>)));
    static_assert(same(grad(f<D> * g<D>), f<D> * grad(g<D>) + g<D> * grad(f<D>)));
    static_assert(same(div(f<D> * grad(g<D>)), dot(grad(f<D>), grad(g<D>)) + f<D> * lap(g<D>)));
    static_assert(same(lap(f<D> * g<D>), f<D> * lap(g<D>) + 2 * dot(grad(f<D>), grad(g<D>)) + g<D> * lap(f<D>)));
    static_assert(same(div(grad(f<D>)), lap(f<D>)));
    static_assert(same(d(sin(f<D>), x[0_c]), cos(f<D>) * d(f<D>, x[0_c])));
    static_assert(same(d(f<D> / g<D>, x[0_c]),
                       (g<D> * d(f<D>, x[0_c]) - f<D> * d(g<D>, x[0_c])) / pow<2>(g<D>)));
};
template struct laws<1>;
template struct laws<2>;
template struct laws<3>;

constexpr auto X = position<2>;
static_assert(same(d(f<2>, X[0], X[1]), d(f<2>, X[1], X[0])));
static_assert(same(d(d(f<2>, X[0]), X[1]), d(d(f<2>, X[1]), X[0])));
static_assert(same(d(exp(X[0] * X[1]) * f<2>, X[0], X[1]), d(exp(X[0] * X[1]) * f<2>, X[1], X[0])));

/// f = sin(2 x0 + 3 x1) with all its derivatives, for unknowns at a point
evaluate::point<double> wave_at(double x0, double x1) {
    evaluate::point<double> p;
    p.position["x"] = {x0, x1};
    p.parameter["k"] = 1.3;
    p.unknown["f"] = [=](std::vector<int> const& along) {
        double factor = 1;
        for (int i : along) factor *= i == 0 ? 2 : 3;
        double const phase = 2 * x0 + 3 * x1 + std::acos(0.0) * static_cast<double>(along.size());
        return factor * std::sin(phase);
    };
    return p;
}
}  // namespace

TEST_CASE("an operator on a substituted expression is the operator on the function") {
    constexpr auto wave = sin(2 * X[0] + 3 * X[1]);
    constexpr auto operators = [](auto const& u) {
        return lap(u) * u + dot(grad(u), X) + div(exp(X[0]) * grad(u)) - k * d(u, X[0], X[1]) + pow<3>(u);
    };
    std::mt19937 generator(3);
    std::uniform_real_distribution<double> uniform(-1, 1);
    for (int sample = 0; sample < 20; ++sample) {
        auto const p = wave_at(uniform(generator), uniform(generator));
        double const of_unknown = evaluate::value<double>(operators(f<2>), p);
        CHECK(evaluate::value<double>(substitute(operators(f<2>), f<2>, wave), p) == Approx(of_unknown).epsilon(1e-12));
        CHECK(evaluate::value<double>(operators(wave), p) == Approx(of_unknown).epsilon(1e-12));
    }
}

TEST_CASE("expansion keeps the value and is idempotent") {
    constexpr auto e = pow<3>(X[0] + k * sin(X[1]) - 2) * (f<2> - X[1]) / (1 + pow<2>(X[0])) + pow<2>(f<2> + k);
    std::mt19937 generator(5);
    std::uniform_real_distribution<double> uniform(-1, 1);
    auto const arena = std::make_unique<graph::arena>();
    graph::node_id const id = e.lower(*arena);
    graph::node_id const expanded = graph::expand(*arena, id);
    CHECK(expanded != id);
    CHECK(graph::expand(*arena, expanded) == expanded);
    for (int sample = 0; sample < 20; ++sample) {
        auto const p = wave_at(uniform(generator), uniform(generator));
        CHECK(evaluate::node<double>(*arena, expanded, p) ==
              Approx(evaluate::node<double>(*arena, id, p)).epsilon(1e-12));
    }
}

TEST_CASE("canonical constructors keep the value that C++ computes") {
    std::mt19937 generator(9);
    std::uniform_real_distribution<double> uniform(0.2, 1.5);
    for (int sample = 0; sample < 20; ++sample) {
        double const x = uniform(generator), y = uniform(generator), c = 1.3;
        auto const p = wave_at(x, y);
        auto value = [&](auto const& e) { return evaluate::value<double>(e, p); };
        CHECK(value(X[0] / X[1] / X[0] * k - (X[1] - X[0]) * 2.5) ==
              Approx(x / y / x * c - (y - x) * 2.5).epsilon(1e-12));
        CHECK(value(-(X[0] - X[1]) / (X[1] - X[0] + 3) + pow<3>(X[0]) * pow<-2>(X[0])) ==
              Approx(-(x - y) / (y - x + 3) + x).epsilon(1e-12));
        CHECK(value(cos(-X[0]) * sin(X[1] * -2) / sqrt(X[0] * X[1])) ==
              Approx(std::cos(x) * std::sin(-2 * y) / std::sqrt(x * y)).epsilon(1e-12));
        CHECK(value(2 * (X[0] + 3 * (X[1] - X[0] * 0.5)) - constant<7, 3>) ==
              Approx(2 * (x + 3 * (y - x * 0.5)) - 7. / 3).epsilon(1e-12));
    }
}

TEST_CASE("a name without a value is named in the error") {
    auto const p = wave_at(0, 0);
    CHECK_THROWS_WITH(evaluate::value<double>(parameter<"eps"> * X[0], p), Catch::Contains("'eps'"));
}
