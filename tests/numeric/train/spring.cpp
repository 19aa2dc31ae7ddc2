#include "catch.hpp"

#include <array>
#include <cmath>
#include <string>
#include <vector>

#include <lamina/train/spring.hpp>

#include "small_system.hpp"

using namespace lamina;
using Catch::Matchers::Contains;

namespace {

using two = std::array<double, 2>;
using three = std::array<double, 3>;

/// r = A theta - b, lambda / N = 4 / 2: rows weighted by sqrt(2)
struct affine {
    std::array<three, 2> a;
    two b;

    small_system system() const {
        return {3, 2, [*this](auto t, auto r, auto j) {
                    for (std::size_t n = 0; n < 2; ++n) {
                        r[n] = -b[n];
                        for (std::size_t p = 0; p < 3; ++p) r[n] += a[n][p] * t[p], j[p * 2 + n] = a[n][p];
                    }
                }, 4.0};
    }
    /// phi = m phi + J^T (J J^T + damping mean)^-1 (r - m J phi), by the inverse of a 2 x 2 matrix
    three direction(three const& theta, three const& phi, double m, double damping) const {
        double const w = std::sqrt(2.0);
        two r{}, y{};
        double g00 = 0, g01 = 0, g11 = 0;
        for (std::size_t p = 0; p < 3; ++p) {
            g00 += 2 * a[0][p] * a[0][p], g01 += 2 * a[0][p] * a[1][p], g11 += 2 * a[1][p] * a[1][p];
            for (std::size_t n = 0; n < 2; ++n) r[n] += w * a[n][p] * (theta[p] - m * phi[p]);
        }
        for (std::size_t n = 0; n < 2; ++n) r[n] -= w * b[n];
        double const mu = damping * (g00 + g11) / 2, d = (g00 + mu) * (g11 + mu) - g01 * g01;
        y = {((g11 + mu) * r[0] - g01 * r[1]) / d, ((g00 + mu) * r[1] - g01 * r[0]) / d};
        three out{};
        for (std::size_t p = 0; p < 3; ++p) out[p] = m * phi[p] + w * (a[0][p] * y[0] + a[1][p] * y[1]);
        return out;
    }
};

affine const first{{{{1.0, 2.0, -0.5}, {0.3, -1.0, 4.0}}}, {3.0, -1.0}};
affine const other{{{{-2.0, 0.7, 1.5}, {1.1, 1.9, 0.2}}}, {0.5, 2.5}};
std::vector<double> const start{0.4, -0.2, 1.0};
constexpr double far = 1e6;  // no step is shortened

}  // namespace

TEST_CASE("without momentum and on one batch a step is that of damped Gauss-Newton", "[train]") {
    auto batch = first.system(), held_out = first.system();
    batches const from{[&](std::size_t) -> residual_system<double>& { return batch; }, &held_out};
    for (double const damping : {1e-3, 0.5}) {
        auto const f = train(from, start, spring{.rate = 1, .momentum = 0, .damping = damping, .longest = far},
                             {.iterations = 1});
        auto const phi = first.direction({0.4, -0.2, 1.0}, {}, 0, damping);
        for (std::size_t p = 0; p < 3; ++p) CHECK(f.theta[p] == Approx(start[p] - phi[p]).epsilon(1e-12));
    }
    auto const solved = train(from, start, spring{.rate = 1, .momentum = 0, .damping = 1e-14, .longest = far},
                              {.iterations = 1});
    CHECK(solved.loss == Approx(0).margin(1e-20));
}

TEST_CASE("momentum is kept in the directions that a batch does not see", "[train]") {
    auto one = first.system(), two_ = other.system(), held_out = first.system();
    batches const from{[&](std::size_t k) -> residual_system<double>& { return k % 2 == 0 ? one : two_; }, &held_out};
    constexpr std::size_t steps = 5;
    auto const f = train(from, start, spring{.rate = 0.05, .momentum = 0.8, .damping = 0.01, .slow_after = 3,
                                             .longest = far, .look_every = 1}, {.iterations = steps});
    three theta{0.4, -0.2, 1.0}, phi{};
    for (std::size_t k = 0; k < steps; ++k) {
        phi = (k % 2 == 0 ? first : other).direction(theta, phi, 0.8, 0.01);
        for (std::size_t p = 0; p < 3; ++p) theta[p] -= 0.05 / (1 + static_cast<double>(k) / 3) * phi[p];
    }
    REQUIRE(f.loss == f.history.back().loss);  // the held-out loss fell until the end: theta is the last
    for (std::size_t p = 0; p < 3; ++p) CHECK(f.theta[p] == Approx(theta[p]).epsilon(1e-12));
}

TEST_CASE("a step that is too long is shortened", "[train]") {
    auto batch = first.system(), held_out = first.system();
    batches const from{[&](std::size_t) -> residual_system<double>& { return batch; }, &held_out};
    auto const f = train(from, start, spring{.rate = 1, .longest = 0.01}, {.iterations = 1});
    double sum = 0;
    for (std::size_t p = 0; p < 3; ++p) sum += (f.theta[p] - start[p]) * (f.theta[p] - start[p]);
    CHECK(std::sqrt(sum) == Approx(0.01).epsilon(1e-12));
}

TEST_CASE("the history is that of the held-out loss, looked at as often as asked and at the end", "[train]") {
    auto batch = first.system(), held_out = other.system();
    batches const from{[&](std::size_t) -> residual_system<double>& { return batch; }, &held_out};
    auto const f = train(from, start, spring{.look_every = 4}, {.iterations = 10});
    REQUIRE(f.history.size() == 4);
    CHECK(f.history[1].iteration == 4);
    CHECK(f.history[3].iteration == 10);
    CHECK(f.stopped_because == "10 iterations");
    std::vector<double> gradient(3);
    CHECK(f.history[0].loss == Approx(other.system().loss_and_gradient(start, gradient)).epsilon(1e-12));
    double least = INFINITY;
    for (auto const& entry : f.history) least = std::min(least, entry.loss);
    CHECK(f.loss == least);
    CHECK(other.system().loss_and_gradient(f.theta, gradient) == Approx(f.loss).epsilon(1e-12));
}

TEST_CASE("a batch or a held-out loss that is NaN ends training with the best parameters", "[train]") {
    auto good = first.system(), held_out = first.system(), failing = first.system();
    failing.fail_after(0);
    batches const from{[&](std::size_t k) -> residual_system<double>& { return k < 30 ? good : failing; }, &held_out};
    auto const f = train(from, start, spring{}, {.iterations = 100});
    CHECK_THAT(f.stopped_because, Contains("batch 30") && Contains("not finite"));
    CHECK(std::isfinite(f.loss));
    CHECK(f.loss < f.history.front().loss);
    auto lost = first.system();
    lost.fail_after(3);
    batches const blind{[&](std::size_t) -> residual_system<double>& { return good; }, &lost};
    auto const g = train(blind, start, spring{}, {.iterations = 100});
    CHECK_THAT(g.stopped_because, Contains("the loss became nan at iteration 30"));
    CHECK(g.loss < g.history.front().loss);
}

TEST_CASE("wrong options and batches of spring are refused", "[train]") {
    auto batch = first.system(), held_out = first.system(), small = rosenbrock();
    batches const from{[&](std::size_t) -> residual_system<double>& { return batch; }, &held_out};
    auto const refused = [&](spring const& method, std::string const& why) {
        CHECK_THROWS_WITH(train(from, start, method), why);
    };
    refused({.rate = 0}, "spring: rate is 0, expected a positive number");
    refused({.momentum = 1}, "spring: momentum is 1, expected a number in [0, 1)");
    refused({.damping = NAN}, "spring: damping is nan, expected a positive number");
    refused({.slow_after = 0}, "spring: slow_after is 0, expected a positive number");
    refused({.longest = -1}, "spring: longest is -1, expected a positive number");
    refused({.look_every = 0}, "spring: look_every is 0, expected at least 1");
    CHECK_THROWS_WITH(train(batches{from.at, nullptr}, start, spring{}), Contains("no held-out system"));
    batches const odd{[&](std::size_t) -> residual_system<double>& { return small; }, &held_out};
    CHECK_THROWS_WITH(train(odd, start, spring{}), Contains("batch 0 has 2 parameters, expected the 3"));
}
