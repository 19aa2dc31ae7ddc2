#include <cmath>
#include <vector>

#include <lamina.hpp>

#include "catch.hpp"

using namespace lamina;
using Catch::Matchers::Contains;

namespace {

constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);
constexpr auto poisson = problem(-lap(u) == 1, on(boundary, u == 0), on(x[0] == 0, d(u, x[0]) == 1));

template <class Network>
auto poisson_by(Network const& network) {
    return collocate(poisson, box({0, 0}, {1, 1}), network, points(40), side_points{.count = 7}, lambda{2, 3});
}
auto model_of_poisson() {
    return poisson_by(mlp({6, 5}));
}

/// |dL_i/dtheta| without the weight of block i, by differences of order four
std::vector<double> slope_by_differences(residual_system<double>& system, std::vector<double> theta, std::size_t i) {
    auto const loss = [&] {
        std::vector<double> r(system.rows());
        system.residual(theta, r);
        residual_block const& b = system.blocks()[i];
        double sum = 0;
        for (std::size_t n = b.begin; n < b.begin + b.size; ++n) sum += r[n] * r[n];
        return sum / (2 * static_cast<double>(b.size));
    };
    std::vector<double> out;
    for (double& t : theta) {
        double const before = t, h = 1e-3;
        auto const at = [&](double shift) { return t = before + shift, loss(); };
        out.push_back(std::abs(8 * (at(h) - at(-h)) - (at(2 * h) - at(-2 * h))) / (12 * h));
        t = before;
    }
    return out;
}

double mean(std::vector<double> const& v) {
    double sum = 0;
    for (double const one : v) sum += one;
    return sum / static_cast<double>(v.size());
}

}  // namespace

TEST_CASE("Annealing moves the weight of each condition towards the steepest slope of the equation over its own") {
    auto model = model_of_poisson();
    auto const theta = glorot(model.layout(), 1);
    auto const of_u = slope_by_differences(model.system(), theta, 0),
               of_b = slope_by_differences(model.system(), theta, 1),
               of_flux = slope_by_differences(model.system(), theta, 2);
    double const steepest = *std::ranges::max_element(of_u);
    auto const found = train(model, theta, adam(), {.iterations = 1}, every(10, annealing{.alpha = 0.2}),
                             every(10, record("lambda", [](auto const& now) { return now.lambda("b"); })));
    CHECK(model.system().blocks()[0].lambda == 1);
    CHECK(model.system().blocks()[1].lambda == Approx(0.8 * 2 + 0.2 * steepest / mean(of_b)).epsilon(1e-7));
    CHECK(model.system().blocks()[2].lambda == Approx(0.8 * 3 + 0.2 * steepest / mean(of_flux)).epsilon(1e-7));
    CHECK(found.history[0].recorded[0] == model.system().blocks()[1].lambda);
}

TEST_CASE("As the authors' program has it the weight stands in the slope, biases and encoders do not") {
    auto const check = [](auto model) {
        auto const theta = glorot(model.layout(), 1);
        auto const of_u = slope_by_differences(model.system(), theta, 0),
                   of_b = slope_by_differences(model.system(), theta, 1);
        double steepest = 0, means = 0;
        auto const layers = model.layout().networks()[0].layers();
        for (dense_layer const& layer : layers) {
            double sum = 0;
            for (std::size_t p = layer.weights; p < layer.weights + layer.inputs * layer.outputs; ++p)
                steepest = std::max(steepest, of_u[p]), sum += 2 * of_b[p];
            means += sum / static_cast<double>(layer.inputs * layer.outputs * layers.size());
        }
        train(model, theta, adam(), {.iterations = 1}, every(10, annealing{.as_in_the_program = true}));
        CHECK(model.system().blocks()[1].lambda == Approx(0.9 * 2 + 0.1 * steepest / means).epsilon(1e-7));
    };
    check(poisson_by(mlp({6, 6})));
    check(poisson_by(improved_mlp({6, 6})));
}

TEST_CASE("Balanced by the kernel, every block has the same mean square of dr/dtheta times its weight") {
    auto model = model_of_poisson();
    auto const theta = glorot(model.layout(), 2);
    train(model, theta, adam(), {.iterations = 1}, every(10, kernel_balance{}));
    auto const j = model.jacobian(theta);
    std::vector<double> rate;
    for (residual_block const& b : model.system().blocks()) {
        double sum = 0;
        for (std::size_t n = b.begin; n < b.begin + b.size; ++n)
            for (std::size_t p = 0; p < theta.size(); ++p) sum += j(n, p) * j(n, p);
        rate.push_back(b.weight() * sum);
    }
    CHECK(model.system().blocks()[0].lambda == 1);
    CHECK(rate[1] == Approx(rate[0]).epsilon(1e-12));
    CHECK(rate[2] == Approx(rate[0]).epsilon(1e-12));
}

TEST_CASE("Batches have new points on random sides too, and annealing looks at them") {
    auto model = collocate(poisson, box({0, 0}, {1, 1}), mlp({6, 5}), random_points(40, 1),
                           side_points{.count = 7, .random = true}, lambda{2, 3});
    std::vector<double> const theta = glorot(model.layout(), 1);
    auto const residual = [&] {
        std::vector<double> r(model.system().rows());
        model.system().residual(theta, r);
        return r;
    };
    auto const first = residual();
    model.system().resample(5);
    auto const second = residual();
    for (std::size_t n = 0; n < first.size(); ++n) CHECK(first[n] != second[n]);
    model.system().resample(5);
    CHECK(residual() == second);

    for (auto const& choice : {random_points(20, 3), latin_hypercube(20, 3), sobol_points(20, 3), points(20)}) {
        auto const run = [&] {
            auto fresh = collocate(poisson, box({0, 0}, {1, 1}), mlp({6, 5}), points(40),
                                   side_points{.count = 7, .random = true});
            auto const fit = train(fresh, theta, adam(), {.iterations = 30}, minibatch(choice), every(10, annealing{}));
            CHECK(fresh.system().blocks()[1].lambda != 1);
            return fit.theta;
        };
        CHECK(run() == run());
    }
    CHECK_THROWS_WITH(minibatch(grid_points({4, 4})), Contains("grid_points have their places"));
}

TEST_CASE("Annealing refuses a wrong alpha") {
    auto model = model_of_poisson();
    auto const theta = glorot(model.layout(), 1);
    CHECK_THROWS_WITH(train(model, theta, adam(), {.iterations = 1}, every(1, annealing{.alpha = 0})),
                      Contains("annealing") && Contains("alpha"));
}
