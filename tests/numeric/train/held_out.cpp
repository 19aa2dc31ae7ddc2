// Points that are not trained on, and batches, whose loss is the one at such points
#include "catch.hpp"

#include <cmath>
#include <vector>

#include <lamina/train/adam.hpp>
#include <lamina/train/lbfgs.hpp>
#include <lamina/train/levenberg_marquardt.hpp>

#include "small_system.hpp"

using namespace lamina;
using Catch::Matchers::Contains;

namespace {

std::vector<double> const start{2.5, -1.0};

}  // namespace

TEST_CASE("the loss at held-out points is told, and that it parts from the loss", "[train]") {
    auto system = two_blocks(), close = two_blocks(), odd = rosenbrock();
    auto const f = train(system, start, levenberg_marquardt{}, {.iterations = 5}, held_out(close, every(2)));
    CHECK(f.held_out == Approx(f.loss).epsilon(1e-12));
    CHECK(f.history[2].held_out == Approx(f.history[2].loss));
    CHECK(std::isnan(f.history[3].held_out));
    CHECK_THAT(f.stopped_because, !Contains("held-out"));
    small_system two_points(2, 2, [](auto t, auto r, auto j) {  // a line through two of three points
        for (std::size_t n = 0; n < 2; ++n) {
            double const x = static_cast<double>(n);
            r[n] = t[0] + t[1] * x - x + 1e-6 * t[0] * t[0] * x + 0.001, j[n] = 1 + 2e-6 * t[0] * x, j[2 + n] = x;
        }
    });
    small_system third(2, 1, [](auto t, auto r, auto j) { r[0] = t[0] + t[1] * 0.5 - 3, j[0] = 1, j[1] = 0.5; });
    auto const parted =
        train(two_points, start, levenberg_marquardt{.first_rcond = 0}, {.loss = 1e-8}, held_out(third));
    CHECK(parted.held_out > 1);
    CHECK_THAT(parted.stopped_because, Contains("at the held-out points the residual is "));
    // the weights of the one that is trained on
    auto const weighted = train(system, start, adam{}, {.iterations = 1}, held_out(close, every(1)),
                                every(1, [](auto const& now) { now.set_lambda("b", 7); }));
    CHECK(weighted.held_out == Approx(loss_of_two_blocks(weighted.theta, 1, 7)).epsilon(1e-12));
    CHECK_THROWS_WITH(train(system, start, adam{}, {}, held_out(odd)),
                      "held_out: the blocks are u, expected u, b as in the system that is trained on");
}

TEST_CASE("Adam trains on batches, the held-out loss choosing the best", "[train]") {
    auto even = decaying_exponential(), others = decaying_exponential(), never = decaying_exponential();
    others.resample(1);  // shifted by 0.1
    std::vector<double> const flat{0.0, 1.0};
    batches const from{[&](std::size_t k) -> residual_system<double>& { return k % 2 == 0 ? even : others; }, &never};
    auto const f = train(from, flat, adam{.rate = 0.05, .look_every = 4}, {.iterations = 10});
    REQUIRE(f.history.size() == 4);
    CHECK(f.history[3].iteration == 10);
    // by hand: each step from the gradient of its batch
    adam const method{.rate = 0.05};
    auto state = method.start(even, flat);
    for (std::size_t k = 0; k < 10; ++k) {
        auto& batch = k % 2 == 0 ? even : others;
        method.look(batch, state);
        REQUIRE(method.move(batch, state).moved());
    }
    std::vector<double> gradient(2);
    CHECK(f.history[3].loss == Approx(never.loss_and_gradient(state.theta, gradient)).epsilon(1e-13));
    std::size_t looks = 0;
    auto const watched = train(from, flat, adam{.look_every = 100}, {.iterations = 10}, every(5, [&](auto const& now) {
                                   ++looks;
                                   CHECK(&now.system == &never);
                               }));
    CHECK(looks == 3);
    CHECK(watched.history.size() == 3);
    CHECK_THROWS_WITH(train(from, flat, levenberg_marquardt{}),
                      "train: levenberg_marquardt takes no batches, expected adam or spring");
    CHECK_THROWS_WITH(train(from, flat, adam{}, {}, then(lbfgs{})),
                      "train: lbfgs takes no batches, expected adam or spring");
    // weights set by a monitor hold for all batches
    auto const heavy = train(from, flat, adam{.rate = 0.05}, {.iterations = 4},
                             every(1, [](auto const& now) { now.set_lambda("u", 3); }));
    CHECK(even.blocks()[0].lambda == 3);
    CHECK(others.blocks()[0].lambda == 3);
    CHECK(heavy.loss == Approx(never.loss_and_gradient(heavy.theta, gradient)).epsilon(1e-12));
}
