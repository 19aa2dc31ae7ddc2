#include "catch.hpp"

#include <cmath>
#include <vector>

#include <lamina.hpp>

#include "../report/scratch_folder.hpp"

using namespace lamina;
using Catch::Matchers::Contains;

namespace {

constexpr auto x = position<1>;
constexpr auto t = time_axis;
constexpr auto u = unknown<"u">(x, t);
constexpr auto v = unknown<"v">(x);
constexpr auto f = coefficient<"f">([](auto y) { return 1 / (0.01 + (y - 0.7) * (y - 0.7)); });
constexpr auto heat = problem(dt(u) == lap(u) + 3 * sin(2 * x) * t, on(boundary, u == 0), on(t == 0, u == sin(pi * x)));
constexpr auto steady = problem(lap(v) + v == f(x), on(boundary, v == 0), mean(v) == 0);
box const domain = interval(0, 1);

}  // namespace

TEST_CASE("points are drawn by the residual, without putting them back", "[train]") {
    auto model = collocate(steady, domain, mlp({8}), points(4000));
    std::vector<double> const nothing(model.parameters(), 0.0);  // the residual is -f
    train(model, nothing, adam{.rate = 1e-12}, {.iterations = 1}, every(1, adaptive_points{.candidates = 40}));
    auto const given = model.system().origin().given;
    REQUIRE(given);
    REQUIRE(given->size() == 4000);
    auto const mass = [](double a, double b) { return 10 * (std::atan(10 * (b - 0.7)) - std::atan(10 * (a - 0.7))); };
    for (auto const& [a, b] : {std::pair{0.0, 0.5}, {0.6, 0.8}, {0.9, 1.0}}) {
        double inside = 0;
        for (double const p : *given) inside += p > a && p < b;
        double const expected = (mass(a, b) / mass(0, 1) + (b - a)) / 2;
        CHECK(inside / 4000 == Approx(expected).margin(0.03));
    }
}

TEST_CASE("equations move to points that are given, conditions and means stay", "[train]") {
    auto const at = interior_points(domain, random_points(40, 3));
    auto model = collocate(steady, domain, mlp({8}), points(40)),
         other = collocate(steady, domain, mlp({8}), given_points(at));
    auto const theta = standard_normal(model.layout(), 1);
    std::vector<double> before(model.system().rows()), moved(before), expected(before);
    model.system().residual(theta, before), other.system().residual(theta, expected);
    model.system().move_to(at);
    model.system().residual(theta, moved);
    for (std::size_t n = 0; n < moved.size(); ++n) CHECK(moved[n] == (n < 40 ? expected[n] : before[n]));
    CHECK_THROWS_WITH(model.system().move_to({0.5, 0.25}), Contains("2") && Contains("40"));
    CHECK_THROWS_WITH(model.system().move_to(std::vector<double>(40, 1.5)), Contains("1.5"));
    std::vector<double> after(before.size());
    model.system().residual(theta, after);
    CHECK(after == moved);
}

TEST_CASE("weights in time are those of the residual before, and the loss is with them", "[train]") {
    std::size_t const count = 400;
    auto model = collocate(heat, domain, mlp({10}), points(count), during{0, 2}, lambda{1, 3});
    box const cylinder({0, 0}, {1, 2});
    auto const at = interior_points(cylinder, points(count));
    auto const start = glorot(model.layout(), 1);
    std::vector<double> least;
    double const tolerance = 0.01;
    auto const by_hand = [&](std::span<double const> theta) {
        auto const r = model.value(theta, at, dt(u) - lap(u) - 3 * sin(2 * x) * t);
        double first = 1e9, last = 0;
        for (std::size_t n = 0; n < count; ++n) first = std::min(first, at(n, 1)), last = std::max(last, at(n, 1));
        std::vector<double> sum(4), number(4), weight(4, 1.0);
        auto const part = [&](std::size_t n) {
            return std::min<std::size_t>(3, static_cast<std::size_t>(4 * (at(n, 1) - first) / (last - first)));
        };
        for (std::size_t n = 0; n < count; ++n) sum[part(n)] += r[n] * r[n], ++number[part(n)];
        for (std::size_t k = 1; k < 4; ++k)
            weight[k] = weight[k - 1] * std::exp(-tolerance * sum[k - 1] / number[k - 1]);
        double loss = 0;
        for (std::size_t n = 0; n < count; ++n)
            loss += weight[part(n)] * r[n] * r[n] / (2 * static_cast<double>(count));
        return std::pair{weight[3], loss};
    };
    auto const found =
        train(model, start, adam{}, {.iterations = 6, .loss = 1e9},
              causal{.tolerances = {tolerance}, .parts = 4, .when = every(2)}, every(1, [&](auto const& now) {
                  if (now.iteration % 2 != 0) return;
                  auto const [weight, loss] = by_hand(now.theta);
                  least.push_back(weight);
                  std::vector<double> slope(model.parameters());
                  now.system.loss_and_gradient(now.theta, slope);
                  CHECK(now.system.block_losses()[0] == Approx(loss).epsilon(1e-10));
              }));
    REQUIRE(least.size() == 4);
    CHECK(least[0] < 0.9);
    for (std::size_t k = 0; k < 4; ++k) CHECK(found.history_of("causal")[2 * k] == Approx(least[k]).epsilon(1e-10));
    CHECK(std::isnan(found.history_of("causal")[1]));
    CHECK_THAT(found.stopped_because, Contains("6 iterations"));  // not by its loss: later parts do not count yet
    // the next tolerance follows where the weights are even
    auto const through = train(model, start, adam{}, {.iterations = 1},
                               causal{.tolerances = {1e-9, 1e-8, tolerance}, .parts = 4, .when = every(1)});
    CHECK(through.history_of("causal")[0] == Approx(least[0]).epsilon(1e-10));
}

TEMPLATE_TEST_CASE("a run in the order of time at points that move is resumed bit for bit", "[train]", adam,
                   levenberg_marquardt) {
    scratch_folder const folder;
    auto const file = folder.path / "run.npz";
    auto const go = [&](stop const& when, auto const&... parts) {
        auto model = collocate(heat, domain, mlp({6}), points(60), during{0, 1});
        return train(model, glorot(model.layout(), 1), TestType{}, when,
                     causal{.tolerances = {1e-3, 1e-2}, .when = every(3)}, every(4, adaptive_points{}), parts...);
    };
    auto const whole = go({.iterations = 21});
    for (std::size_t const end : {6u, 9u}) {
        go({.iterations = end}, checkpoint(file, every(1)));
        auto const resumed = go({.iterations = 21}, resume{file});
        CHECK(resumed.theta == whole.theta);
        CHECK(resumed.loss == whole.loss);
    }
}

TEST_CASE("the parts of time are those that a run began with, also where it is resumed at other points", "[train]") {
    scratch_folder const folder;
    auto const file = folder.path / "run.npz";
    auto const go = [&](bool elsewhere, std::size_t iterations, auto const&... parts) {
        auto model = collocate(heat, domain, mlp({6}), points(30), during{0, 1});
        if (elsewhere) model.system().resample(7);
        return train(model, glorot(model.layout(), 1), adam{}, {.iterations = iterations},
                     causal{.tolerances = {1e-2}, .when = every(2)}, parts...);
    };
    auto const whole = go(true, 12);
    go(true, 5, checkpoint(file, every(1)));
    CHECK(go(false, 12, resume{file}).theta == whole.theta);
}

TEST_CASE("batches have weights in time, and what has no time or no points is told", "[train]") {
    auto model = collocate(heat, domain, mlp({6}), points(60), during{0, 1});
    auto const start = glorot(model.layout(), 1);
    auto const without = train(model, start, adam{}, {.iterations = 20}, minibatch(16));
    auto const with = train(model, start, adam{}, {.iterations = 20}, minibatch(16), causal{.tolerances = {1}});
    auto const first = train(model, start, adam{}, {.iterations = 20}, causal{.tolerances = {1}}, minibatch(16));
    CHECK(with.theta != without.theta);
    CHECK(with.theta == first.theta);
    auto still = collocate(steady, domain, mlp({6}), points(60));
    auto const theta = glorot(still.layout(), 1);
    CHECK_THROWS_WITH(train(still, theta, adam{}, causal{}),
                      "causal: the problem has no time, expected an equation in time_axis");
    auto at_once =
        collocate(heat, domain, mlp({6}), given_points(point_list(std::vector{0.2, 0.5, 0.7, 0.5}, 2)), during{0, 1});
    CHECK_THROWS_WITH(train(at_once, start, adam{}, causal{}), Contains("the same time"));
    CHECK_THROWS_WITH(train(model, start, adam{}, causal{.tolerances = {}}), Contains("no tolerances"));
    CHECK_THROWS_WITH(train(model, start, adam{}, causal{.parts = 1}), Contains("parts is 1, expected at least 2"));
    CHECK_THROWS_WITH(train(model, start, adam{}, minibatch(16), every(1, adaptive_points{})), Contains("on batches"));
    CHECK_THROWS_WITH(train(model, start, adam{}, every(1, adaptive_points{.floor = -1})), Contains("floor is -1"));
}
