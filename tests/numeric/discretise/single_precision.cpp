#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <span>
#include <vector>

#include <lamina.hpp>

#include "../catch.hpp"

// Models that are trained in float beside the same in double.

using namespace lamina;
using Catch::Matchers::Contains;

namespace {

constexpr auto x = position<2>;
constexpr auto s = position<1>;
constexpr auto t = time_axis;
constexpr auto k = trained<"k">;
constexpr auto u = unknown<"u">(x);
constexpr auto v = unknown<"v">(s, t);
constexpr auto w = unknown<"w">(s, t);
constexpr auto p = unknown<"p">(x);

auto const square = box({0, 0}, {1, 1});

constexpr auto semilinear = problem(-lap(u) + k * pow<3>(u) == sin(3 * x[0]) + x[1], on(boundary, u == x[0] * x[1]));
constexpr auto waves = problem(dt(v) + d(w, s) + v * w == 0, dt(w) + d(v, s) == cos(s), on(t == 0, v == sin(s)),
                               on(t == 0, w == 0), on(boundary, v == 0));
constexpr auto torus = problem(-lap(p) + p == cos(2 * pi * x[0]) + x[1] * x[1], on(periodic(x[0]), p),
                               on(x[1] == 0, dot(normal, grad(p)) == 1));
constexpr auto neumann = problem(-lap(u) == cos(pi * x[0]), on(boundary, dot(normal, grad(u)) == 0), mean(u) == 0.25);

constexpr auto exact = sin(pi * x[0]) * sin(pi * x[1]);
constexpr auto poisson = problem(manufacture(-lap(u) == 0, u, exact), on(boundary, u == 0));

/// The largest difference over the largest number, which is that of `expected`
double apart(std::span<double const> found, std::span<double const> expected) {
    double most = 0, largest = 0;
    for (std::size_t i = 0; i < expected.size(); ++i) {
        most = std::max(most, std::abs(found[i] - expected[i]));
        largest = std::max(largest, std::abs(expected[i]));
    }
    REQUIRE(found.size() == expected.size());
    REQUIRE(largest > 0);
    return most / largest;
}

struct looked {
    std::vector<double> loss, r, gradient, along, across;
};
looked look(residual_system<double>& system, std::vector<double> const& theta) {
    looked out{{0}, std::vector<double>(system.rows()), std::vector<double>(theta.size()),
               std::vector<double>(system.rows()), std::vector<double>(theta.size())};
    out.loss[0] = system.loss_and_gradient(theta, out.gradient);
    out.loss.insert(out.loss.end(), system.block_losses().begin(), system.block_losses().end());
    system.residual(theta, out.r);
    system.jacobian_times(theta, out.gradient, out.along);
    system.gauss_newton_times(theta, out.gradient, out.across);
    return out;
}

/// In float they are near, and not the same, as they would be in double.
void check_near(residual_system<double>& in_float, residual_system<double>& in_double,
                std::vector<double> const& theta) {
    auto const found = look(in_float, theta), expected = look(in_double, theta);
    for (auto const member : {&looked::loss, &looked::r, &looked::gradient, &looked::along, &looked::across}) {
        double const off = apart(found.*member, expected.*member);
        CHECK(off < 1e-5);
        CHECK(off > 1e-12);
    }
    CHECK(in_float.times().size() == in_double.times().size());
    for (std::size_t i = 0; i < in_double.blocks().size(); ++i) {
        CHECK(in_float.blocks()[i].name == in_double.blocks()[i].name);
        CHECK(in_float.blocks()[i].begin == in_double.blocks()[i].begin);
        CHECK(in_float.blocks()[i].lambda == in_double.blocks()[i].lambda);
    }
}

/// A model in float against one that was never asked for it, and against its own system in double: where they are made,
/// with other weights and at other points
void compare(auto const& collocated) {
    auto single = collocated(single_precision);
    auto plain = collocated();
    auto const theta = single.start(glorot(single.layout(), 3));
    check_near(single.trained_on(), plain.system(), theta);
    CHECK(look(single.system(), theta).gradient == look(plain.system(), theta).gradient);

    std::size_t const last = plain.system().blocks().size() - 1;
    single.trained_on().set_lambda(last, 7), plain.system().set_lambda(last, 7);
    check_near(single.trained_on(), plain.system(), theta);

    auto const before = look(single.trained_on(), theta).r;
    std::size_t const changes = single.trained_on().changes();
    single.trained_on().resample(5), plain.system().resample(5);
    CHECK(single.trained_on().changes() > changes);
    CHECK(single.trained_on().origin().seed == 5u);
    CHECK(apart(look(single.trained_on(), theta).r, before) > 1e-3);
    check_near(single.trained_on(), plain.system(), theta);
    CHECK(look(single.system(), theta).gradient == look(plain.system(), theta).gradient);

    auto moved = single.at(random_points(33, 4)), expected = plain.at(random_points(33, 4));
    check_near(moved.trained_on(), expected.system(), theta);
    auto const at = interior_points(moved.domain(), random_points(9, 1));
    CHECK((single.value(theta, at) == plain.value(theta, at)));
    CHECK((single.squares_elsewhere(theta) == plain.squares_elsewhere(theta)));
}

}  // namespace

TEST_CASE("A nonlinear equation with features and a trained parameter is the same in float", "[kernel]") {
    compare([](auto const&... more) {
        return collocate(semilinear, square, mlp({12, 9}), random_points(50, 1),
                         side_points{.count = 9, .random = true}, features(x, sin(pi * x[0]), cos(2 * x[1])), k = 0.5,
                         lambda{4}, more...);
    });
}

TEST_CASE("A system in time with conditions and a network for each unknown is the same in float", "[kernel]") {
    compare([](auto const&... more) {
        return collocate(waves, interval(0, 2), separate(mlp({8, 7}), mlp({5})), points(41), side_points{.count = 6},
                         during{0, 0.5}, lambda{2, 3, 5}, equation_weights{1, 10}, more...);
    });
}

TEST_CASE("Periodic conditions, oversampled or not, are the same in float", "[kernel]") {
    auto const at = [](auto const&... more) {
        return collocate(torus, square, improved_mlp({8, 8}), random_points(40, 1), side_points{.count = 7},
                         lambda{3, 2}, more...);
    };
    compare(at);
    compare([&](auto const&... more) { return at(oversampled{2, 0.01}, more...); });
}

TEST_CASE("A mean is the same in float, where its points move too", "[kernel]") {
    compare([](auto const&... more) {
        return collocate(neumann, square, mlp({9, 9}, activation::sin), random_points(60, 1), side_points{.count = 5},
                         lambda{2, 9}, more...);
    });
}

TEST_CASE("The system in double has the weights and points of what is trained in float, and the other way round") {
    auto model = collocate(poisson, square, mlp({8, 8}), random_points(30, 1), side_points{.count = 5},
                           single_precision);
    auto const theta = glorot(model.layout(), 1);
    residual_system<double>& trained = model;
    CHECK(&trained == &model.trained_on());
    CHECK(&trained != &model.system());
    auto const agree = [&] { check_near(trained, model.system(), theta); };

    model.system().set_lambda(1, 100);
    CHECK(trained.blocks()[1].lambda == 100);
    agree();
    trained.set_lambda(0, 0.25);
    CHECK(model.system().blocks()[0].lambda == 0.25);
    agree();
    model.system().resample(8);
    CHECK(trained.origin().seed == 8u);
    agree();
    trained.resample(9);
    CHECK(model.system().origin().seed == 9u);
    agree();
    auto const at = interior_points(square, random_points(30, 77));
    trained.move_to({at.begin(), at.end()});
    CHECK(model.system().origin().given);
    agree();
    model.system().resample(8);
    agree();
    CHECK_THROWS_WITH(trained.set_lambda(1, -1), Contains("lambda of b is -1"));
    CHECK_THROWS_WITH(trained.move_to({0.5, 0.5}), Contains("expected"));
    agree();

    auto plain = collocate(poisson, square, mlp({8, 8}), random_points(30, 1));
    CHECK(&static_cast<residual_system<double>&>(plain) == &plain.system());
}

TEST_CASE("Training in float on random batches and sides comes as near as in double", "[train]") {
    auto const error_after = [](auto const&... more) {
        auto model = collocate(poisson, square, mlp({20, 20}), random_points(400, 1),
                               side_points{.count = 32, .random = true}, lambda{200}, more...);
        auto const fit = train(model, glorot(model.layout(), 1),
                               adam{.rate = decay(1e-2, 0.7, every(300))}, {.iterations = 3500}, minibatch(64));
        static_assert(std::same_as<decltype(fit.theta), std::vector<double>>);
        return error(model.solution(fit.theta), exact, l2) / 0.5;
    };
    double const in_float = error_after(single_precision), in_double = error_after();
    CHECK(in_float < 1e-2);
    CHECK(in_double < 1e-2);
    CHECK(in_float != in_double);
}

TEST_CASE("Fresh points are in float where that is asked for", "[train]") {
    auto const batches = fresh_points(poisson, square, mlp({10, 10}), random_points(50, 1),
                                      side_points{.count = 8, .random = true}, single_precision);
    auto model = batches.model().at(random_points(50, 1));
    auto const theta = glorot(batches.layout(), 1);
    for (std::size_t const iteration : {0u, 3u}) {
        model.system().resample(1 + iteration + 1);
        check_near(batches.at(iteration), model.system(), theta);
    }
    auto const fit = train(batches, theta, adam(), {.iterations = 50});
    CHECK(fit.loss < fit.history.front().loss);
}

TEST_CASE("Weights that monitors choose reach what is trained in float", "[train]") {
    auto model = collocate(poisson, square, mlp({10, 10}), random_points(80, 1), side_points{.count = 10},
                           single_precision);
    auto const theta = glorot(model.layout(), 1);
    std::size_t seen = 0;
    auto const look_at = [&](auto const& now) {
        CHECK(&now.system == &model.trained_on());
        CHECK(now.lambda("b") == model.system().blocks()[1].lambda);
        std::vector<double> gradient(now.theta.size());
        double const loss = now.trained_on().loss_and_gradient(now.theta, gradient);
        CHECK(loss == Approx(model.system().loss_and_gradient(now.theta, gradient)).epsilon(1e-5));
        ++seen;
    };
    train(model, theta, adam(), {.iterations = 30}, every(10, annealing{}), every(10, kernel_balance{}),
          every(10, look_at));
    CHECK(seen >= 3);
    CHECK(model.system().blocks()[1].lambda != 1);
    double const balanced = model.system().blocks()[1].lambda;
    train(model, theta, adam(), {.iterations = 20}, minibatch(20), every(10, annealing{.as_in_the_program = true}),
          every(10, [&](auto const& now) { now.resample(now.iteration); }));
    CHECK(model.system().blocks()[1].lambda != balanced);
}

TEST_CASE("Weights that a system in double was given before are those of batches, too", "[train]") {
    auto const trained = [](double weight, auto const&... more) {
        auto model = collocate(poisson, square, mlp({6, 6}), random_points(40, 1), side_points{.count = 5}, more...);
        model.system().set_lambda(1, weight);
        return train(model, glorot(model.layout(), 1), adam(), {.iterations = 20}, minibatch(10),
                     every(1, [&](auto const& now) { CHECK(now.trained_on().blocks()[1].lambda == weight); }))
            .theta;
    };
    CHECK(trained(30, single_precision) == trained(30, lambda{30}, single_precision));
    CHECK(trained(30, single_precision) != trained(1, single_precision));
    CHECK(trained(30) == trained(30, lambda{30}));
}

TEST_CASE("Least squares and second derivatives are there in float too", "[train]") {
    auto model = collocate(semilinear, square, mlp({10, 10}), random_points(150, 1), side_points{.count = 10},
                           k = 0.5, single_precision, second_derivatives);
    auto const theta = model.start(glorot(model.layout(), 1));
    std::vector<double> v(theta.size()), in_float(theta.size()), in_double(theta.size());
    for (std::size_t i = 0; i < v.size(); ++i) v[i] = std::cos(1.7 * static_cast<double>(i));
    model.system().set_lambda(1, 3);
    model.trained_on().hessian_times(theta, v, in_float);
    model.system().hessian_times(theta, v, in_double);
    CHECK(apart(in_float, in_double) < 1e-5);
    CHECK(in_float != in_double);
    auto const fit = train(model, theta, levenberg_marquardt(), {.iterations = 60});
    CHECK(fit.loss < 1e-4 * fit.history.front().loss);
}

TEST_CASE("What is not trained is refused in single precision", "[kernel]") {
    char const* const trained = "collocate: single_precision is given, but only networks that collocate makes are "
                                "trained in it; a linear space is found by one least squares, in double";
    CHECK_THROWS_WITH(collocate(poisson, square, chebyshev{6}, single_precision), trained);
    CHECK_THROWS_WITH(collocate(poisson, square, frozen(mlp({30}, activation::sin), {.scale = {4}}), single_precision),
                      trained);
    CHECK_THROWS_WITH(collocate(poisson, square, mlp({5}), single_precision, single_precision),
                      Contains("single_precision is given twice"));
    auto model = collocate(poisson, square, mlp({5}), points(20), single_precision);
    auto const theta = glorot(model.layout(), 1);
    auto curved = collocate(semilinear, square, mlp({5}), points(20), k = 1.0, single_precision);
    std::vector<double> v(curved.parameters());
    CHECK_THROWS_WITH(curved.trained_on().hessian_times(curved.start(glorot(curved.layout(), 1)), v, v),
                      Contains("pass second_derivatives to collocate"));
    auto wrong = theta;
    wrong[3] = NAN;
    CHECK_THROWS_WITH(train(model, wrong, adam()), Contains("theta"));
}
