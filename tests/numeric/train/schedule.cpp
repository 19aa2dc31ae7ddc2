#include "catch.hpp"

#include <vector>

#include <lamina/train/adam.hpp>

#include "small_system.hpp"

using namespace lamina;
using Catch::Matchers::Contains;

TEST_CASE("rates are functions of the iteration", "[train]") {
    auto const stairs = decay(0.5, 0.1, every(3));
    CHECK(stairs(2) == 0.5);
    CHECK(stairs(3) == Approx(0.05));
    CHECK(stairs(8) == Approx(0.005));
    auto const wave = cosine_decay(1.0, 0.2, 10);
    CHECK(wave(0) == 1.0);
    CHECK(wave(5) == Approx(0.6));
    CHECK(wave(10) == Approx(0.2));
    CHECK(wave(1000) == Approx(0.2));
    auto const warm = warm_up(4, stairs);
    CHECK(warm(0) == Approx(0.125));
    CHECK(warm(3) == Approx(0.5));
    CHECK(warm(4) == 0.5);
    CHECK(warm(7) == Approx(0.05));
    CHECK_THROWS_WITH(decay(1, 2, every(3)), "decay: factor is 2, expected a number in (0, 1]");
    CHECK_THROWS_WITH(cosine_decay(1, 0, 0), "cosine_decay: iterations is 0, expected at least 1");
    small_system far(1, 1, [](auto t, auto r, auto j) { r[0] = t[0] - 1e4, j[0] = 1; });
    std::vector<double> const zero{0.0};  // far away a step is as long as the rate
    auto const f = train(far, zero, adam{.rate = [](std::size_t k) { return k < 2 ? 1.0 : 0.5; }}, {.iterations = 4});
    CHECK(f.theta[0] == Approx(3).epsilon(1e-3));
    auto const ended = train(far, zero, adam{.rate = [](std::size_t k) { return k < 3 ? 1.0 : -1.0; }});
    CHECK(ended.stopped_because == "the rate is -1 at iteration 3, expected a number >= 0");
    CHECK_THROWS_WITH(train(far, zero, adam{.rate = cosine_decay(-1, 0, 5)}),
                      Contains("rate is -1, expected a positive"));
}
