#include "catch.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <lamina.hpp>

#include "../report/scratch_folder.hpp"

using namespace lamina;

namespace {

constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);
constexpr auto exact = sin(pi * x[0]) * sin(pi * x[1]);
constexpr auto reaction = problem(manufacture(-lap(u) + pow<3>(u) == 0, u, exact), on(boundary, u == 0));
box const square({0, 0}, {1, 1});

constexpr auto v = unknown<"v">(x);
constexpr auto q = field<"q">(x);
constexpr auto around = problem(-div((2 + x[0] * x[1]) * grad(v)) == q, on(periodic(x[0]), v), mean(v) == 1);

template <class Model>
double error(Model const& model, std::vector<double> const& theta) {
    auto const at = interior_points(square, grid_points({20, 20}));
    auto const found = model.value(theta, at), expected = tabulate(exact, at);
    double off = 0, all = 0;
    for (std::size_t k = 0; k < found.size(); ++k) {
        off += (found[k] - expected[k]) * (found[k] - expected[k]);
        all += expected[k] * expected[k];
    }
    return std::sqrt(off / all);
}

auto small_batches() {
    return fresh_points(reaction, square, mlp({12, 12}), random_points(60, 1), side_points{10}, lambda{10});
}

}  // namespace

TEST_CASE("a nonlinear equation is solved without matrices, the loss falling all the way", "[train]") {
    auto model = collocate(reaction, square, mlp({12, 12}), points(150), side_points{15}, lambda{10});
    auto const f = train(model.system(), glorot(model.layout(), 1), gauss_newton_cg(), {.iterations = 150});
    for (std::size_t k = 1; k < f.history.size(); ++k) CHECK(f.history[k].loss < f.history[k - 1].loss);
    CHECK(f.loss < 2e-3);
    CHECK(error(model, f.theta) < 1e-2);
}

TEST_CASE("a nonlinear equation is solved on fresh points, the same by the same seed", "[train]") {
    auto const batches = small_batches();
    auto const start = glorot(batches.layout(), 1);
    auto const f = train(batches, start, spring(), {.iterations = 400, .seconds = 20});
    CHECK(f.loss < 1e-5);
    CHECK(error(batches.model(), f.theta) < 1e-3);
    auto const short_run = train(batches, start, spring(), {.iterations = 20});
    CHECK(train(small_batches(), start, spring(), {.iterations = 20}).theta == short_run.theta);
}

TEST_CASE("fresh points are new at every iteration and those of the seed at each, held-out ones four times as many",
          "[train]") {
    auto const batches = small_batches();
    auto const theta = glorot(batches.layout(), 1);
    auto residual_of = [&](std::size_t iteration) {
        auto& system = batches.at(iteration);
        std::vector<double> r(system.rows());
        system.residual(theta, r);
        return r;
    };
    CHECK(residual_of(3).size() == 60 + 40);
    CHECK(batches.model().system().rows() == 240 + 40);
    CHECK(residual_of(3) == residual_of(3));
    CHECK(residual_of(3)[0] != residual_of(4)[0]);
    CHECK_THROWS_WITH(fresh_points(reaction, square, mlp({12, 12}), points(60)),
                      Catch::Contains("expected random_points(n, seed)"));
}

TEST_CASE("training a model tells the loss at points of its domain that it was not trained on, and where it parts",
          "[train]") {
    auto model = collocate(reaction, square, mlp({12, 12}), points(150), side_points{15}, lambda{10});
    auto const start = glorot(model.layout(), 1);
    auto const few = train(model, start, levenberg_marquardt(), {.iterations = 0});
    auto const at = interior_points(square, random_points(100000, 5));
    auto const r = model.value(start, at, -lap(u) + pow<3>(u) - reaction.equation.right);
    double mean = 0, r_b = 0;
    for (double const v : r) mean += v * v / static_cast<double>(r.size());
    for (double const v : few.history.back().block_losses) r_b = v;
    CHECK(few.held_out == Approx(mean / 2 + r_b).epsilon(0.2));  // 38 points, not 100,000
    CHECK(few.theta == start);
    auto const fitted = train(model, start, levenberg_marquardt(), {.iterations = 40});
    CHECK((fitted.held_out > 0.1 * fitted.loss && fitted.held_out < 10 * fitted.loss));
    CHECK_THAT(fitted.stopped_because, !Catch::Contains("held-out"));
    CHECK(std::isnan(train(model.system(), start, levenberg_marquardt(), {.iterations = 1}).held_out));

    auto six = collocate(reaction, square, mlp({12, 12}), points(6), side_points{3}, lambda{10});
    auto const parted = train(six, start, levenberg_marquardt(), {.iterations = 100, .loss = 1e-20});
    CHECK(parted.held_out > 1e4 * parted.loss);
    CHECK_THAT(parted.stopped_because,
               Catch::Contains("the loss reached 1e-20; at the held-out points the residual is "));
    CHECK(std::isnan(parted.history.back().held_out));
    auto const named = train(six, start, levenberg_marquardt(), {.iterations = 3}, held_out(model.system(), every(2)));
    CHECK(named.held_out == Approx(train(model, named.theta, adam(), {.iterations = 0}).loss).epsilon(1e-12));
    CHECK(std::isfinite(named.history[2].held_out));

    auto broken = std::make_shared<bool>(false);
    auto around_once = collocate(
        around, square, mlp({8}), points(40),
        field_values{"q", [=](std::span<double const> y, std::span<int const>) { return *broken ? NAN : y[0]; }});
    *broken = true;
    auto const lost = train(around_once, standard_normal(around_once.layout(), 1), adam(), {.iterations = 2});
    CHECK(lost.loss < lost.history.front().loss);
    CHECK(std::isnan(lost.held_out));
    CHECK_THAT(lost.stopped_because, Catch::Contains("2 iterations; at the held-out points: -q is nan at the point ("));
}

TEST_CASE("minibatches of a model are new points at every iteration, its own choose the best", "[train]") {
    auto model = collocate(reaction, square, mlp({12, 12}), points(150), side_points{10}, lambda{10});
    auto const start = glorot(model.layout(), 1);
    // those of fresh_points, but for what is held out
    auto by_hand = collocate(reaction, square, mlp({12, 12}), random_points(60, 1), side_points{10}, lambda{10});
    batches const same{[&](std::size_t k) -> residual_system<double>& {
                           by_hand.system().resample(1 + k + 1);
                           return by_hand.system();
                       },
                       &model.system()};
    auto const agree = [&](auto const& method) {
        auto const f = train(model, start, method, {.iterations = 30}, minibatch(60, 1));
        auto const expected = train(same, start, method, {.iterations = 30});
        CHECK(f.theta == expected.theta);
        CHECK(f.loss == expected.loss);
    };
    agree(adam{.look_every = 5});
    agree(spring{});
    auto const f = train(model, start, spring(), {.iterations = 400, .seconds = 20}, minibatch(60, 1));
    CHECK(error(model, f.theta) < 1e-3);
    CHECK((std::isfinite(f.held_out) && f.held_out != f.loss));
    CHECK_THROWS_WITH(train(model, start, lbfgs(), {.iterations = 3}, minibatch(60)),
                      "train: lbfgs takes no batches, expected adam or spring");
    CHECK_THROWS_WITH(train(model, start, adam(), {}, minibatch(60), then(levenberg_marquardt())),
                      "train: levenberg_marquardt takes no batches, expected adam or spring");
    // a model at other points is the one that is made there
    auto other = model.at(points(9)).at(random_points(40, 3));
    auto made = collocate(reaction, square, mlp({12, 12}), random_points(40, 3), side_points{10}, lambda{10});
    CHECK((other.jacobian(start) == made.jacobian(start)));
    CHECK(other.system().blocks()[1].lambda == 10);
}

TEST_CASE("points laid anew are those of a model made at them, bit for bit, the means and the period with them",
          "[train]") {
    auto broken = std::make_shared<bool>(false);
    field_values const source{
        "q", [=](std::span<double const> at, std::span<int const>) { return *broken && at[0] > 0.9 ? NAN : at[0]; }};
    auto const made = [&](auto const& space, point_choice const& choice) {
        return collocate(around, square, space, choice, side_points{5}, lambda{10, 3}, source);
    };
    auto const agree = [&](auto const& space, point_choice const& first, std::size_t seed) {
        auto model = made(space, first), other = made(space, laid_anew(first, seed));
        auto const theta = standard_normal(model.layout(), 1);
        std::size_t const rows = model.system().rows();
        std::vector<double> before(rows), r(rows), expected(rows);
        auto const gram_before = model.gram(theta);
        model.system().residual(theta, before);
        model.system().resample(seed);
        model.system().residual(theta, r), other.system().residual(theta, expected);
        CHECK(r == expected);
        CHECK((r[0] != before[0] && r[40] == before[40] && r[rows - 1] != before[rows - 1]));  // equation, period, mean
        CHECK((model.gram(theta) == other.gram(theta) && model.gram(theta) != gram_before));
        CHECK((model.jacobian(theta) == other.jacobian(theta)));
        auto const at = interior_points(square, laid_anew(first, seed));
        auto const written = model.value(theta, at, -div((2 + x[0] * x[1]) * grad(v)));
        for (std::size_t n = 0; n < 40; ++n) CHECK(std::abs(r[n] - (written[n] - at(n, 0))) <= 1e-10);
        *broken = true;
        CHECK_THROWS_WITH(model.system().resample(seed + 1), Catch::Contains("-q is nan at the point (0.9"));
        *broken = false;
        model.system().residual(theta, r);
        CHECK(r == expected);
        CHECK(model.system().origin().seed == seed);
    };
    agree(mlp({8}), points(40), 5);
    agree(mlp({8, 8}), random_points(40, 1), 7);
    agree(chebyshev{4}, points(40), 6);
    for (point_choice const& fixed :
         {grid_points({5, 8}), chebyshev_points({5, 8}), given_points(interior_points(square, points(40)))}) {
        auto model = made(mlp({8}), fixed);
        CHECK_THROWS_WITH(model.system().resample(1),
                          Catch::Contains("have their places and are not drawn anew, expected points(n)"));
    }
    CHECK((interior_points(interval(0, 2), laid_anew(points(3), 0)) == interior_points(interval(0, 2), points(3))));
    CHECK((interior_points(square, laid_anew(random_points(9, 1), 2)) == interior_points(square, random_points(9, 2))));
    auto const line = quadrature_points(interval(0, 2), laid_anew(points(60), 3));
    CHECK(std::abs(mean_of(tabulate(pow<5>(position<1>), line.points), line).value - 32.0 / 6) <= 1e-9);
}

TEMPLATE_TEST_CASE("training on all threads, broken off and resumed, ends at the same bits", "[train]", adam, lbfgs,
                   levenberg_marquardt, gauss_newton_cg, spring) {
    scratch_folder const folder;
    auto const file = folder.path / "run.npz";
    auto const run = [&](std::size_t iterations, auto const&... parts) {
        stop const when{.iterations = iterations};
        if constexpr (std::is_same_v<TestType, spring>) {
            auto const batches = small_batches();
            return train(batches, glorot(batches.layout(), 1), spring(), when, parts...);
        } else {
            auto model = collocate(reaction, square, mlp({12, 12}), points(150), side_points{15}, lambda{10});
            return train(model, glorot(model.layout(), 1), TestType(), when,
                         every(4, [](auto const& now) { now.resample(now.iteration / 8); }), parts...);
        }
    };
    run(7, checkpoint(file, every(5)));
    auto const resumed = run(14, resume{file}), whole = run(14);
    CHECK(resumed.theta == whole.theta);
    CHECK(resumed.history.back().loss == whole.history.back().loss);
    CHECK(resumed.history.back().iteration == 14);
}

TEST_CASE("Adam, L-BFGS and Levenberg-Marquardt go further together, and held-out points agree", "[train]") {
    auto model = collocate(reaction, square, mlp({12, 12}), points(150), side_points{15}, lambda{10});
    auto others = collocate(reaction, square, mlp({12, 12}), random_points(300, 9), side_points{23}, lambda{10});
    auto const f = train(model, glorot(model.layout(), 1), adam{.rate = warm_up(20, cosine_decay(1e-2, 1e-3, 180))},
                         {.iterations = 200}, then(lbfgs{}, {.iterations = 100}),
                         then(levenberg_marquardt{}, {.iterations = 30}), held_out(others.system(), every(50)));
    auto const last = [&](std::size_t iteration) {
        auto const found = std::ranges::find(f.history, iteration, &history_entry::iteration);
        REQUIRE(found != f.history.end());
        return found->loss;
    };
    CHECK(last(200) < 0.1 * last(0));
    CHECK(last(300) < 0.1 * last(200));
    CHECK(f.loss < 0.1 * last(300));
    CHECK(error(model, f.theta) < 1e-3);
    CHECK(f.held_out < 10 * f.loss);
    CHECK(f.history_of("u").size() == f.history.size());
    CHECK(f.stopped_because == "adam: 200 iterations; lbfgs: 100 iterations; levenberg_marquardt: 30 iterations");
}
