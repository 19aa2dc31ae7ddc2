#include "catch.hpp"

#include <array>
#include <cmath>
#include <filesystem>
#include <string>
#include <vector>

#include <lamina/report/npz.hpp>
#include <lamina/train/adam.hpp>
#include <lamina/train/gauss_newton_cg.hpp>
#include <lamina/train/lbfgs.hpp>
#include <lamina/train/levenberg_marquardt.hpp>
#include <lamina/train/spring.hpp>

#include "../report/scratch_folder.hpp"
#include "small_system.hpp"

using namespace lamina;
using Catch::Matchers::Contains;

namespace {

std::vector<double> const start{2.5, -1.0}, valley{-1.2, 1.0};

/// A method of the user's own, with what it remembers
struct descent_state : training_state {
    using training_state::training_state;
    std::vector<double> gradient, last;
    void describe(state_fields& to) {
        training_state::describe(to);
        to("last", last, theta.size());
    }
};
struct descent {
    double rate = 1e-3;
    static constexpr std::string_view name = "descent";
    descent_state start(residual_system<double>& system, std::span<double const> theta) const {
        descent_state state(system, theta);
        state.last.resize(theta.size());
        look(system, state);
        return state;
    }
    void look(residual_system<double>& system, descent_state& state) const {
        state.gradient.resize(state.theta.size());
        double const loss = system.loss_and_gradient(state.theta, state.gradient);
        state.note(system, loss, system.block_losses());
    }
    stepped step(residual_system<double>& system, descent_state& state) const {
        for (std::size_t p = 0; p < state.theta.size(); ++p) {
            state.last[p] = 0.5 * state.last[p] - rate * state.gradient[p];
            state.theta[p] += state.last[p];
        }
        ++state.iteration;
        look(system, state);
        return {};
    }
};

}  // namespace

TEST_CASE("a method of the user's own is trained by, watched, followed and resumed", "[train]") {
    scratch_folder const folder;
    auto const file = folder.path / "run.npz";
    auto system = two_blocks();
    auto const whole = train(system, start, descent{}, {.iterations = 20}, then(lbfgs(), {.iterations = 5}));
    CHECK_THAT(whole.stopped_because, Contains("descent: 20 iterations; lbfgs: 5 iterations"));
    train(system, start, descent{}, {.iterations = 7}, checkpoint(file, every_seconds{0}));
    auto const resumed =
        train(system, start, descent{}, {.iterations = 20}, then(lbfgs(), {.iterations = 5}), resume{file});
    CHECK(resumed.theta == whole.theta);
    std::vector<double> seen;
    train(system, start, descent{}, resume{file}, every(1, [&](auto const& now) {
              seen.push_back(now.gradient()[0]);
              now.stop("seen");
          }));
    CHECK(seen.size() == 1);
}

TEMPLATE_TEST_CASE("a method is stepped by hand as the loop steps it", "[train]", adam, lbfgs, levenberg_marquardt,
                   gauss_newton_cg, spring) {
    auto system = rosenbrock(), same = rosenbrock();
    TestType const method{};
    auto state = method.start(system, valley);
    for (int k = 0; k < 7; ++k) REQUIRE(method.step(system, state).moved());
    auto copy = state;
    CHECK(state.iteration == 7);
    auto const f = train(same, valley, method, {.iterations = 7});
    CHECK(f.history.back().loss == state.loss);
    method.step(system, state);
    method.step(system, copy);
    CHECK(copy.theta == state.theta);
}

TEMPLATE_TEST_CASE("weights are read anew at every step", "[train]", adam, lbfgs, levenberg_marquardt, gauss_newton_cg,
                   spring) {
    auto system = two_blocks(), heavy = two_blocks();
    TestType const method{};
    auto state = method.start(system, start), fresh = method.start(heavy, start);
    system.set_lambda(1, 80), heavy.set_lambda(1, 80);
    system.resample(1), heavy.resample(1);
    method.look(heavy, fresh);
    REQUIRE(method.step(system, state).moved());
    REQUIRE(method.step(heavy, fresh).moved());
    CHECK(state.theta == fresh.theta);
    auto moved = heavy;
    std::vector<double> slopes(2);
    CHECK(state.loss == Approx(moved.loss_and_gradient(state.theta, slopes)).epsilon(1e-12));
    // in a run, by the view and behind its back
    for (bool const by_view : {true, false}) {
        auto other = two_blocks();
        auto const f = train(other, start, method, {.iterations = 6}, every(1, [&](auto const& now) {
                                 double const b = now.iteration > 3 ? 0.01 : 5;
                                 CHECK(now.loss == Approx(loss_of_two_blocks(now.theta, 1, b)).epsilon(1e-12));
                                 if (now.iteration != 3) return;
                                 if (by_view)
                                     now.set_lambda("b", 0.01);
                                 else
                                     other.set_lambda(1, 0.01);
                             }));
        CHECK(f.loss ==
              Approx(loss_of_two_blocks(f.theta, 1, 0.01)).epsilon(1e-12));  // the best is the best by the new weights
        double least = INFINITY;
        for (std::size_t k = 4; k < 7; ++k) least = std::min(least, f.history[k].loss);
        CHECK(f.loss <= least);
    }
}

TEST_CASE("a monitor sees iteration, theta, losses, gradient and step, and may end training", "[train]") {
    auto system = two_blocks();
    std::vector<std::size_t> seen;
    std::vector<double> before;
    auto const look = [&](training_view const& now) {
        seen.push_back(now.iteration);
        CHECK(now.loss == Approx(loss_of_two_blocks(now.theta, 1, 5)).epsilon(1e-12));
        CHECK(now.block_losses[0] + now.block_losses[1] == Approx(now.loss));
        CHECK(now.system.blocks()[1].name == "b");
        for (std::size_t p = 0; p < 2; ++p) {  // central differences of the loss by hand
            std::array<double, 2> up{now.theta[0], now.theta[1]}, down = up;
            up[p] += 1e-5, down[p] -= 1e-5;
            CHECK(now.gradient()[p] == Approx((loss_of_two_blocks(up, 1, 5) - loss_of_two_blocks(down, 1, 5)) / 2e-5)
                                           .epsilon(1e-6)
                                           .margin(1e-6));
            if (!before.empty() && seen.size() == 2) CHECK(now.step()[p] != 0);
        }
        before.assign(now.theta.begin(), now.theta.end());
        if (now.iteration == 6) now.stop("enough");
    };
    auto const f = train(system, start, adam{}, {.iterations = 100}, every(2, look));
    CHECK(seen == std::vector<std::size_t>{0, 2, 4, 6});
    CHECK(f.stopped_because == "enough");
    CHECK(f.history.size() == 7);
    seen.clear();
    train(system, start, levenberg_marquardt{}, {.iterations = 4}, every(2, look));  // whose state has no gradient
    CHECK(seen.size() == 3);
    std::vector<double> last = start;
    train(system, start, levenberg_marquardt{.first_rcond = 0}, {.iterations = 3}, every(1, [&](auto const& now) {
              for (std::size_t p = 0; p < 2; ++p) CHECK(now.step()[p] == now.theta[p] - last[p]);
              last.assign(now.theta.begin(), now.theta.end());
          }));
}

TEST_CASE("what is recorded is a column of the history, and of its file", "[train]") {
    auto system = two_blocks();
    auto const f =
        train(system, start, adam{}, {.iterations = 5}, record("x", [](auto const& now) { return now.theta[0]; }),
              every(3, record("y", [](auto const& now) { return now.theta[1]; })));
    CHECK(f.history_of("x").size() == 6);
    CHECK(f.history_of("x")[0] == 2.5);
    auto const y = f.history_of("y");
    CHECK(y[0] == -1.0);
    CHECK(std::isnan(y[1]));
    CHECK(std::isfinite(y[3]));
    CHECK_THROWS_WITH(f.history_of("z"), "history_of: no block named z, expected one of u, b, x, y");
    scratch_folder const folder;
    auto const file = folder.path / "history.npz";
    write_history(file, f);
    auto const saved = read_npz(file);
    CHECK(saved.size() == 3 + 2 + 2);
    CHECK(saved.at("x")(5) == f.history_of("x")[5]);
    CHECK(saved.at("u")(2) == f.history[2].block_losses[0]);
    CHECK(saved.at("iteration")(4) == 4);
    write_history(folder.path / "history.csv", f);
    CHECK_THROWS_WITH(write_history(folder.path / "history.txt", f), Contains("expected .csv or .npz"));
    auto const refused = [&](auto const& why, auto const&... parts) {
        CHECK_THROWS_WITH(train(system, start, adam{}, {.iterations = 1}, parts...), why);
    };
    auto const one = [](auto const&) { return 1.0; };
    refused("record: two columns are named x, expected a name for each", record("x", one), record("x", one));
    refused("record: b is the name of a block of the loss, expected another", record("b", one));
    refused(Contains("record: the name is empty"), record("", one));
    CHECK_THROWS_WITH(every(0), "every: n is 0, expected at least 1");
    refused("set_lambda: no block named c, expected one of u, b",
            every(1, [](auto const& now) { now.set_lambda("c", 1); }));
}

TEST_CASE("what is recorded and is no number is told once, with its name and where it was first", "[train]") {
    auto system = rosenbrock();
    auto const f = train(system, start, adam{}, {.iterations = 6},
                         every(2, record("gone", [](auto const& now) { return now.iteration < 4 ? 1.0 : NAN; })),
                         record("far", [](auto const& now) { return now.iteration == 1 ? INFINITY : 0.0; }));
    CHECK(f.stopped_because ==
          "6 iterations; record: far is infinite at iteration 1; record: gone is nan at iteration 4");
    CHECK(std::isnan(f.history_of("gone")[1]));  // where it did not look
}

TEST_CASE("a monitor has the solution of the model that is trained", "[train]") {
    struct line {  // theta[0] + theta[1] x
        small_system rows = two_blocks();
        operator residual_system<double>&() { return rows; }
        auto solution(std::span<double const> theta) const {
            return [a = theta[0], b = theta[1]](double x) { return a + b * x; };
        }
    };
    line model;
    auto const f = train(model, start, adam{}, {.iterations = 4},
                         record("at 2", [](auto const& now) { return now.solution()(2.0); }),
                         every(2, [&](auto const& now) { CHECK(&now.model == &model); }));
    CHECK(f.history_of("at 2")[0] == 2.5 - 2);
    CHECK(f.history_of("at 2").size() == 5);
}

TEST_CASE("methods follow each other from the best so far, with one history and one clock", "[train]") {
    auto system = decaying_exponential();
    std::vector<double> const flat{0.0, 1.0};
    auto const f = train(system, flat, adam{.rate = 0.5}, {.iterations = 10}, then(lbfgs{}, {.iterations = 4}),
                         then(levenberg_marquardt{.first_rcond = 0}, {.loss = 1e-20}));
    CHECK_THAT(f.stopped_because,
               Contains("adam: 10 iterations; lbfgs: 4 iterations; levenberg_marquardt: the loss reached 1e-20"));
    CHECK(f.theta[0] == Approx(-1.5).margin(1e-8));
    for (std::size_t k = 1; k < f.history.size(); ++k) {
        CHECK(f.history[k].seconds >= f.history[k - 1].seconds);
        CHECK(f.history[k].iteration >= f.history[k - 1].iteration);
    }
    double best = INFINITY;
    for (std::size_t k = 0; k <= 10; ++k) best = std::min(best, f.history[k].loss);
    CHECK(best < f.history[10].loss);  // of a rate so large the last is not the best
    CHECK(f.history[11].iteration == 10);
    CHECK(f.history[11].loss == best);
    CHECK(f.history[15].iteration == 14);
    // what ends one method does not end the next, what ends training does
    auto const stopped = train(system, flat, adam{}, {.iterations = 10}, then(lbfgs{}), every(1, [](auto const& now) {
                                   if (now.iteration == 4) now.stop("asked");
                               }));
    CHECK(stopped.stopped_because == "adam: asked");
}

TEMPLATE_TEST_CASE("training goes on at other points, and the best is the best there", "[train]", adam, lbfgs,
                   levenberg_marquardt, gauss_newton_cg, spring) {
    auto system = decaying_exponential(), shifted = decaying_exponential();
    shifted.resample(2);
    std::vector<double> const flat{0.0, 1.0};
    for (bool const by_view : {true, false}) {
        auto const f = train(system, flat, TestType{}, {.iterations = 30}, every(2, [&](auto const& now) {
                                 if (now.iteration != 2) return;
                                 if (by_view)
                                     now.resample(2);
                                 else
                                     system.resample(2);
                             }));
        std::vector<double> gradient(2);
        CHECK(f.loss == Approx(shifted.loss_and_gradient(f.theta, gradient)).epsilon(1e-12));
        CHECK(f.history.size() > 3);
        system = decaying_exponential();
    }
    // where nothing follows, the last is the best by the new loss
    auto const at_the_end = train(system, flat, TestType{}, {.iterations = 1}, every(1, [&](auto const& now) {
                                      if (now.iteration == 1) now.set_lambda("u", 1e-3);
                                  }));
    CHECK(at_the_end.loss < 1e-2 * at_the_end.history[1].loss);
}
