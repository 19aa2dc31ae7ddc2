#include "catch.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <lamina.hpp>

#include "../report/scratch_folder.hpp"

using namespace lamina;
using Catch::Matchers::Contains;

namespace {

constexpr auto x = position<1>;
constexpr auto t = time_axis;
constexpr auto u = unknown<"u">(x);
constexpr auto w = unknown<"w">(x, t);
constexpr auto bent = problem(-lap(u) + pow<3>(u) == exp(3 * x), on(boundary, u == 1));
constexpr auto heat = problem(dt(w) == lap(w), on(boundary, w == 0), on(t == 0, w == sin(pi * x)));

auto model_of(std::size_t count = 20) {
    return collocate(bent, interval(0, 1), mlp({8}), points(count), lambda{7});
}

}  // namespace

TEST_CASE("rows weigh as their residuals have been, and the loss is with these weights", "[train]") {
    auto model = model_of(), other = model_of();
    auto const start = glorot(model.layout(), 1);
    double const gamma = 0.8, eta = 0.3;
    std::vector<double> weight(22, eta), losses;
    train(model, start, adam{.rate = 0.01}, {.iterations = 5}, residual_weights{gamma, eta},
          every(1, [&](auto const& now) {
              std::vector<double> r(22), slope(model.parameters());
              other.system().residual(now.theta, r);
              double most[2]{}, loss = 0;
              for (std::size_t n = 0; n < 22; ++n) most[n / 20] = std::max(most[n / 20], std::abs(r[n]));
              for (std::size_t n = 0; n < 22; ++n) {
                  weight[n] = gamma * weight[n] + eta * std::abs(r[n]) / most[n / 20];
                  loss += (n < 20 ? 1.0 / 20 : 7.0 / 2) * std::pow(weight[n] * r[n], 2) / 2;
              }
              losses.push_back(loss);
              CHECK(now.system.loss_and_gradient(now.theta, slope) == Approx(loss).epsilon(1e-10));
          }));
    CHECK(losses.size() == 6);
}

TEST_CASE("weights of rows stay within eta / (1 - gamma), and even out what is largest", "[train]") {
    auto const largest = [](auto const&... parts) {
        auto model = model_of(200);
        auto const found = train(model, glorot(model.layout(), 2), levenberg_marquardt{}, {.iterations = 30}, parts...);
        auto const r = model.residuals(found.theta, linear_points(0, 1, 500));
        double out = 0;
        for (double const v : r) out = std::max(out, std::abs(v));
        return out;
    };
    CHECK(largest(residual_weights{.gamma = 0.9, .eta = 0.1}) < 0.7 * largest());
}

TEMPLATE_TEST_CASE("a run with weights of rows is resumed bit for bit, at points that move too", "[train]", adam,
                   levenberg_marquardt) {
    scratch_folder const folder;
    auto const file = folder.path / "run.npz";
    auto const go = [&](stop const& when, auto const&... parts) {
        auto model = model_of();
        return train(model, glorot(model.layout(), 1), TestType{}, when, residual_weights{.when = every(2)},
                     every(4, adaptive_points{}), parts...);
    };
    auto const whole = go({.iterations = 21});
    for (std::size_t const end : {5u, 9u}) {
        go({.iterations = end}, checkpoint(file, every(1)));
        auto const resumed = go({.iterations = 21}, resume{file});
        CHECK(resumed.theta == whole.theta);
        CHECK(resumed.loss == whole.loss);
    }
}

TEST_CASE("weights of rows do not make a run look as if it fitted its points only", "[train]") {
    auto model = model_of(200);
    auto const found = train(model, glorot(model.layout(), 1), adam{}, {.iterations = 3}, residual_weights{});
    CHECK_THAT(found.stopped_because, !Contains("held-out"));
    std::vector<double> plain(model.parameters());
    double const loss = model.system().loss_and_gradient(found.theta, plain);
    CHECK(found.held_out == Approx(loss).epsilon(0.3));  // at other points, without the weights
    auto in_time = collocate(heat, interval(0, 1), mlp({6}), points(200), during{0, 2});
    auto const later = train(in_time, glorot(in_time.layout(), 1), lbfgs{}, {.iterations = 30},
                             causal{.tolerances = {100}});
    CHECK_THAT(later.stopped_because, !Contains("held-out"));
}

TEST_CASE("weights begin anew where points move", "[train]") {
    auto model = model_of();
    auto const start = glorot(model.layout(), 1);
    train(model, start, adam{.rate = 1e-12}, {.iterations = 4}, residual_weights{.eta = 0.5, .when = every(3)},
          every(1, [&](auto const& now) {
              if (now.iteration == 1) now.resample(9);
              if (now.iteration != 2) return;
              std::vector<double> r(22), plain(22);
              now.system.residual(now.theta, r), model.system().residual(now.theta, plain);
              for (std::size_t n = 0; n < 22; ++n) CHECK(r[n] == 0.5 * plain[n]);
          }));
}

TEST_CASE("weights of rows are refused on batches, beside those in time, and with wrong numbers", "[train]") {
    auto model = model_of();
    auto const start = glorot(model.layout(), 1);
    CHECK_THROWS_WITH(train(model, start, adam{}, minibatch(16), residual_weights{}), Contains("on batches"));
    CHECK_THROWS_WITH(train(model, start, adam{}, residual_weights{.gamma = 1}), Contains("gamma is 1"));
    CHECK_THROWS_WITH(train(model, start, adam{}, residual_weights{.eta = 0}), Contains("eta is 0"));
    CHECK_THROWS_WITH(train(model, start, adam{}, residual_weights{}, residual_weights{}), Contains("weights already"));
    auto in_time = collocate(heat, interval(0, 1), mlp({6}), points(30), during{0, 1});
    CHECK_THROWS_WITH(train(in_time, glorot(in_time.layout(), 1), adam{}, causal{}, residual_weights{}),
                      "residual_weights: the rows have weights already, expected causal or residual_weights, and once");
}
