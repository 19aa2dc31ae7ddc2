#include "catch.hpp"

#include <limits>
#include <string>
#include <type_traits>

#include <lamina/train/adam.hpp>
#include <lamina/train/gauss_newton.hpp>
#include <lamina/train/gauss_newton_cg.hpp>
#include <lamina/train/lbfgs.hpp>
#include <lamina/train/levenberg_marquardt.hpp>

#include "small_system.hpp"

using namespace lamina;
using Catch::Matchers::Contains;

namespace {

std::vector<double> const start{-1.2, 1.0};

template <class Method>
fit run(stop const& when, std::size_t healthy = static_cast<std::size_t>(-1)) {
    auto system = rosenbrock();
    system.fail_after(healthy);
    return train(system, start, Method{}, when);
}

}  // namespace

TEMPLATE_TEST_CASE("training stops by iterations, seconds or loss and says which", "[train]", adam, lbfgs,
                   levenberg_marquardt, gauss_newton_cg) {
    auto const counted = run<TestType>({.iterations = 3});
    CHECK(counted.stopped_because == "3 iterations");
    CHECK(counted.history.size() == 4);
    CHECK(run<TestType>({.seconds = 0}).stopped_because == "0 seconds");
    auto const reached = run<TestType>({.iterations = 100000, .loss = 2.0});
    CHECK(reached.stopped_because == "the loss reached 2");
    CHECK(reached.loss <= 2.0);
}

TEMPLATE_TEST_CASE("a loss that becomes NaN ends training with the best parameters", "[train]", adam, lbfgs) {
    auto const f = run<TestType>({.iterations = 50}, 5);
    CHECK_THAT(f.stopped_because, Contains("nan"));
    CHECK(std::isfinite(f.loss));
    auto again = rosenbrock();
    std::vector<double> gradient(2);
    CHECK(again.loss_and_gradient(f.theta, gradient) == Approx(f.loss).epsilon(1e-12));
    CHECK(f.loss < f.history.front().loss);
}

TEMPLATE_TEST_CASE("damped methods keep the best parameters when residuals become NaN", "[train]",
                   levenberg_marquardt, gauss_newton_cg) {
    auto const f = run<TestType>({.iterations = 50}, std::is_same_v<TestType, gauss_newton_cg> ? 60 : 30);
    CHECK(std::isfinite(f.loss));
    CHECK(f.loss < f.history.front().loss);
    CHECK(f.history.size() < 50);
    CHECK_THAT(f.stopped_because, Contains("not finite"));
}

TEMPLATE_TEST_CASE("damped methods say what is wrong with the Jacobian", "[train]", levenberg_marquardt,
                   gauss_newton_cg) {
    auto of_slope = [](double slope) {
        small_system system(2, 2, [slope](auto, auto r, auto j) {
            r[0] = r[1] = 1;
            for (double& entry : j) entry = slope;
        });
        system.begin_last_layer_at(1);
        auto const f = train(system, start, TestType{}, {.iterations = 5});
        CHECK(f.theta == start);
        return f.stopped_because;
    };
    CHECK(of_slope(0.0) == "the Jacobian is zero: no parameter changes the residual");
    CHECK_THROWS_WITH(of_slope(NAN), Contains("the Jacobian is not finite at the start: the derivative of the "
                                              "loss in parameter 0 is nan"));
    CHECK_THROWS_WITH(of_slope(INFINITY), Contains("the Jacobian is not finite at the start"));
}

TEMPLATE_TEST_CASE("a loss that is NaN from the start is refused with its row before any work is lost", "[train]",
                   adam, lbfgs, levenberg_marquardt, gauss_newton_cg) {
    CHECK_THROWS_WITH(run<TestType>({}, 0), Contains("the loss is nan at the start: in u: row 0 is nan"));
}

TEMPLATE_TEST_CASE("a gradient that is NaN from the start is refused with the first of its entries", "[train]", adam,
                   lbfgs) {
    small_system system(2, 1, [](auto, auto r, auto j) { r[0] = 1, j[0] = 0, j[1] = NAN; });
    CHECK_THROWS_WITH(
        train(system, start, TestType{}),
        Contains("the gradient of the loss is not finite at the start: the derivative of the loss in parameter 1 "
                 "is nan"));
}

TEMPLATE_TEST_CASE("training twice gives the same bits", "[train]", adam, lbfgs, levenberg_marquardt,
                   gauss_newton_cg) {
    auto const a = run<TestType>({.iterations = 25}), b = run<TestType>({.iterations = 25});
    CHECK(a.theta == b.theta);
    CHECK(a.loss == b.loss);
}

TEMPLATE_TEST_CASE("parameters of a wrong size or with a NaN are refused", "[train]", adam, lbfgs,
                   levenberg_marquardt, gauss_newton_cg) {
    auto system = rosenbrock();
    std::vector<double> const three(3), nan{1.0, std::numeric_limits<double>::quiet_NaN()};
    CHECK_THROWS_WITH(train(system, three, TestType{}), Contains("3 entries") && Contains("2 parameters"));
    CHECK_THROWS_WITH(train(system, nan, TestType{}), Contains("theta[1] is nan"));
}

TEMPLATE_TEST_CASE("limits that cannot be reached are refused", "[train]", adam, lbfgs, levenberg_marquardt,
                   gauss_newton_cg) {
    CHECK_THROWS_WITH(run<TestType>({.seconds = NAN}), "train: stop at seconds = nan, expected a number >= 0");
    CHECK_THROWS_WITH(run<TestType>({.seconds = -1}), "train: stop at seconds = -1, expected a number >= 0");
    CHECK_THROWS_WITH(run<TestType>({.loss = NAN}), "train: stop at loss = nan, expected a number >= 0");
    CHECK_THROWS_WITH(run<TestType>({.loss = -1e-3}), "train: stop at loss = -0.001, expected a number >= 0");
    CHECK(run<TestType>({.iterations = 1, .seconds = INFINITY}).stopped_because == "1 iterations");
}

TEST_CASE("fewer rows than unknowns have no one solution, and solve says so", "[train]") {
    small_system system(5, 3, [](auto, auto r, auto) { r[0] = 1; });
    CHECK_THROWS_WITH(
        solve(system),
        "solve: 3 rows for 5 unknowns leave any of many solutions; expected at least as many: 2 more points, or a "
        "lower degree");
}

TEST_CASE("wrong options are refused by name, value and expectation", "[train]") {
    auto system = rosenbrock();
    auto const refused = [&](auto const& method, auto const& why) {
        CHECK_THROWS_WITH(train(system, start, method), why);
    };
    refused(adam{.rate = -1}, "adam: rate is -1, expected a positive number");
    refused(adam{.beta1 = 1}, "adam: beta1 is 1, expected a number in [0, 1)");
    refused(adam{.beta2 = NAN}, "adam: beta2 is nan, expected a number in [0, 1)");
    refused(adam{.epsilon = 0}, "adam: epsilon is 0, expected a positive number");
    refused(adam{.decay = 1.5}, "adam: decay is 1.5, expected a number in (0, 1]");
    refused(adam{.decay_every = 0}, "adam: decay_every is 0, expected at least 1");
    refused(lbfgs{.memory = 0}, "lbfgs: memory is 0, expected 1 to 10000");
    refused(gauss_newton_cg{.damping = -1}, "gauss_newton_cg: damping is -1, expected a positive number");
    refused(gauss_newton_cg{.forcing = 1}, "gauss_newton_cg: forcing is 1, expected a number in (0, 1)");
    refused(gauss_newton_cg{.most_inner = 0}, "gauss_newton_cg: most_inner is 0, expected at least 1");
    refused(gauss_newton_cg{.geodesic = NAN}, Contains("geodesic is nan"));
    refused(levenberg_marquardt{.damping = 0}, Contains("damping is 0, expected a positive number"));
    refused(levenberg_marquardt{.geodesic = -1}, Contains("geodesic is -1"));
    refused(levenberg_marquardt{.first_rcond = -2}, Contains("first_rcond is -2"));
    refused(levenberg_marquardt{.most_memory = -1}, Contains("most_memory is -1"));
}

TEST_CASE("Levenberg-Marquardt refuses matrices that do not fit in memory and names what does", "[train]") {
    small_system system(300, 500, [](auto t, auto r, auto) { r[0] = t[0]; });
    std::vector<double> const zero(300, 0.0);
    CHECK_THROWS_WITH(train(system, zero, levenberg_marquardt{.most_memory = 1e6}),
                      Contains("500 rows and 300 parameters need 0.0034 GB") && Contains("than the 0.001 GB") &&
                          Contains("gauss_newton_cg()"));
}
