#include <cmath>
#include <stdexcept>

#include <lamina.hpp>

#include "catch.hpp"

using namespace lamina;
using Catch::Matchers::Contains;

namespace {

constexpr auto x = position<1>;
constexpr auto u = unknown<"u">(x);
constexpr auto waves = problem(-lap(u) == sin(3 * x), on(boundary, u == 0));

auto of_trial(std::size_t k) {
    auto model = collocate(waves, interval(0, 2), mlp({8}), points(30));
    return model.solution(train(model, glorot(model.layout(), k), adam{.rate = 1e-2}, {.iterations = 50}).theta);
}

}  // namespace

TEST_CASE("An ensemble has what its trials have one after another, bit for bit, and their mean and variance") {
    auto const networks = ensemble(5, of_trial);
    REQUIRE(networks.members().size() == 5);
    auto const at = linear_points(0, 2, 11);
    auto const mean = networks(at), variance = networks.variance(at);
    for (std::size_t n = 0; n < 11; ++n) {
        double sum = 0, squares = 0;
        for (std::size_t k = 0; k < 5; ++k) {
            double const v = of_trial(k)(at).data()[n];
            CHECK(networks.members()[k](at).data()[n] == v);
            sum += v / 5, squares += v * v / 5;
        }
        CHECK(mean.data()[n] == Approx(sum).margin(1e-14));
        CHECK(variance.data()[n] == Approx(squares - sum * sum).margin(1e-14));
    }
}

TEST_CASE("The mean and the variance of an expression over an ensemble") {
    auto const networks = ensemble(3, of_trial);
    auto const at = linear_points(0, 2, 7);
    auto const mean = networks(at, d(u, x) + 1), variance = networks.variance(at, d(u, x) + 1);
    for (std::size_t n = 0; n < 7; ++n) {
        double sum = 0, squares = 0;
        for (auto const& member : networks.members()) {
            double const v = member(at, d(u, x)).data()[n] + 1;
            sum += v / 3, squares += v * v / 3;
        }
        CHECK(mean.data()[n] == Approx(sum).margin(1e-14));
        CHECK(variance.data()[n] == Approx(squares - sum * sum).margin(1e-13));
    }
}

TEST_CASE("An ensemble without trials is refused, and throws what a trial throws") {
    CHECK_THROWS_WITH(ensemble(0, of_trial), Contains("ensemble: there are no trials"));
    auto const failing = [](std::size_t k) {
        if (k == 2) throw std::runtime_error("trial 2 failed");
        return of_trial(k);
    };
    CHECK_THROWS_WITH(ensemble(3, failing), Contains("trial 2 failed"));
}
