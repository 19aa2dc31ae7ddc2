#include "catch.hpp"

#include <cmath>
#include <numbers>
#include <numeric>
#include <vector>

#include <lamina/dsl.hpp>
#include <lamina/network/mlp.hpp>
#include <lamina/tangent_kernel/explain.hpp>

using namespace lamina;
using std::numbers::pi;

namespace {

constexpr auto x = position<1>;
constexpr auto eps = parameter<"eps">;
constexpr auto u = unknown<"u">(x);
constexpr auto v = unknown<"v">(x);
constexpr auto a = coefficient<"a">([](auto y) { return 1 / (2.1 + 2 * sin(y)); });
constexpr auto darcy = problem(-div(a(x / eps) * grad(u)) == sin(x), on(boundary, u == 0));
constexpr auto poisson = problem(-lap(u) == sin(x), on(boundary, u == 1));
constexpr auto coupled = problem(-lap(u) + v == 0, -lap(v) - u == sin(x), on(boundary, u == 0), on(boundary, v == 1));

box const line = interval(-pi, pi);

/// theta after `steps` of gradient descent
std::vector<double> descend(residual_system<double>& system, std::vector<double> theta, double step, int steps) {
    std::vector<double> gradient(theta.size());
    for (int k = 0; k < steps; ++k) {
        system.loss_and_gradient(theta, gradient);
        for (std::size_t p = 0; p < theta.size(); ++p) theta[p] -= step * gradient[p];
    }
    return theta;
}

double loss(residual_system<double>& system, std::vector<double> const& theta) {
    std::vector<double> gradient(theta.size());
    return system.loss_and_gradient(theta, gradient);
}

double loss_of(residual_system<double>& system, std::vector<double> const& theta, std::size_t block) {
    loss(system, theta);
    return system.block_losses()[block];
}

/// v . q with q = sqrt(lambda_i / N_i) r
double amplitude(residual_system<double>& system, std::vector<double> const& theta, std::span<double const> mode) {
    std::vector<double> r(system.rows());
    system.residual(theta, r);
    double sum = 0;
    for (residual_block const& block : system.blocks())
        for (std::size_t n = block.begin; n < block.begin + block.size; ++n)
            sum += std::sqrt(block.lambda / static_cast<double>(block.size)) * r[n] * mode[n];
    return sum;
}

/// What is left of the loss of a block after `steps` of gradient descent if J stays what it is at theta: a step takes
/// step J J^T D r from r
double predicted_left(residual_system<double>& system, std::vector<double> const& theta, std::size_t of, double step,
                      int steps) {
    std::size_t const rows = system.rows();
    std::vector<double> r(rows), jt(rows * theta.size()), gradient(theta.size());
    system.jacobian(theta, r, jt);
    auto const size = [&] {
        double sum = 0;
        for (std::size_t n = 0; n < system.blocks()[of].size; ++n) sum += std::pow(r[system.blocks()[of].begin + n], 2);
        return sum;
    };
    double const before = size();
    for (int k = 0; k < steps; ++k) {
        for (std::size_t p = 0; p < theta.size(); ++p) {
            gradient[p] = 0;
            for (residual_block const& block : system.blocks())
                for (std::size_t n = block.begin; n < block.begin + block.size; ++n)
                    gradient[p] += block.lambda / static_cast<double>(block.size) * jt[p * rows + n] * r[n];
        }
        for (std::size_t p = 0; p < theta.size(); ++p)
            for (std::size_t n = 0; n < rows; ++n) r[n] -= step * jt[p * rows + n] * gradient[p];
    }
    return size() / before;
}

std::vector<double> sampled(auto const& f, std::size_t n) {
    std::vector<double> out;
    for (std::size_t p = 0; p < n; ++p)
        out.push_back(f(2 * pi * (static_cast<double>(p) + 0.5) / static_cast<double>(n)));
    return out;
}

}  // namespace

TEST_CASE("gradient descent falls with a step below the largest stable one and diverges above it", "[explain]") {
    auto model = collocate(poisson, line, chebyshev{8}, points(40));
    std::vector<double> const start(model.parameters(), 0.0);
    auto const e = explain(poisson, line, chebyshev{8}, start, points(40));
    double const before = loss(model, start);
    CHECK(loss(model, descend(model, start, 0.98 * e.largest_step, 3000)) < before);
    CHECK(loss(model, descend(model, start, 1.02 * e.largest_step, 3000)) > 1e6 * before);
    CHECK(e.rank == model.parameters());
    CHECK(e.stiffness == Approx(5982.95564490).epsilon(1e-9));  // 392.1914110680 / 0.0655514488733
}

TEST_CASE("a mode of a network falls as its rate says, and not as that of the next does", "[explain]") {
    auto const network = mlp({400}, activation::sin);
    auto model = collocate(poisson, line, network, points(64));
    auto const start = gaussian(model.layout(), 3, 1.0);
    auto const e = explain(poisson, line, network, start, points(64));
    kernel_modes const modes = tangent_kernel(model, start).modes();
    for (std::size_t k : {0u, 1u, 2u}) {
        std::span<double const> const mode(modes.vectors.data() + k * model.system().rows(), model.system().rows());
        int const steps = 400;
        double const step = e.modes[k].time / steps;
        REQUIRE(step < e.largest_step);
        auto const end = descend(model, start, step, steps);
        double const left = amplitude(model, end, mode) / amplitude(model, start, mode);
        INFO("mode " << k << ": " << left);
        CHECK(left == Approx(std::exp(-1.0)).epsilon(0.05));
        CHECK(left != Approx(std::exp(-e.modes[k + 1].rate * e.modes[k].time)).epsilon(0.05));
    }
}

TEST_CASE("modes of a trial space that are within reach are learned, those beyond are not", "[explain]") {
    // the slowest that is within reach takes 9,738 steps of degree 19, the fastest that is not 11,921 of degree 10
    for (std::size_t const degree : {10u, 19u}) {
        auto model = collocate(poisson, line, chebyshev{degree}, points(60));
        std::vector<double> const start(model.parameters(), 0.0);
        auto const e = explain(poisson, line, chebyshev{degree}, start, points(60));
        REQUIRE(e.learned < e.rank);
        kernel_modes const modes = tangent_kernel(model, start).modes();
        // the equation is linear and so is the space: the amplitude of a mode falls by the same factor at each step
        double const step = 0.5 * e.largest_step;
        auto const end = descend(model, start, step, 20000);
        for (std::size_t k = 0; k < e.rank; ++k) {
            std::span<double const> const mode(modes.vectors.data() + k * model.system().rows(), model.system().rows());
            double const before = amplitude(model, start, mode), after = amplitude(model, end, mode);
            if (std::abs(before) < 1e-8) continue;
            INFO("mode " << k);
            CHECK(after / before == Approx(std::pow(1 - step * modes.rate[k], 20000)).epsilon(1e-6).margin(1e-8));
            CHECK((after / before < std::exp(-1.0)) == (k < e.learned));
        }
    }
}

TEST_CASE("a condition that pulls weakly is neglected, with the weight advised it is not", "[explain]") {
    auto const network = mlp({100}, activation::sin);
    auto const naive = explain(darcy, line, network, {.first_layer_scale = 84}, points(256), eps = 1.0 / 32);
    REQUIRE(naive.pulls.size() == 2);
    CHECK(naive.pulls[0].share + naive.pulls[1].share == Approx(1).epsilon(1e-12));
    CHECK(naive.pulls[1].neglected());
    CHECK_FALSE(naive.pulls[0].neglected());
    double const even = naive.pulls[1].even_lambda;
    auto const heeded =
        explain(darcy, line, network, {.first_layer_scale = 84}, points(256), eps = 1.0 / 32, lambda{even});
    CHECK_FALSE(heeded.pulls[1].neglected());
    CHECK(heeded.pulls[1].share == Approx(0.5).epsilon(1e-12));
    auto const tyrant =
        explain(darcy, line, network, {.first_layer_scale = 84}, points(256), eps = 1.0 / 32, lambda{1e3 * even});
    CHECK(tyrant.pulls[0].neglected());

    // and so it goes: what is left of the condition's loss after 20 steps is what the kernel at the start says
    auto left = [&](explanation const& e, double weight) {
        auto model = collocate(darcy, line, network, points(256), eps = 1.0 / 32, lambda{weight});
        auto const start = glorot(model.layout(), 1, {.first_layer_scale = 84});
        double const step = 0.2 * e.largest_step;
        auto const end = descend(model, start, step, 20);
        double const found = loss_of(model, end, 1) / loss_of(model, start, 1);
        INFO(found << " is left, predicted " << predicted_left(model, start, 1, step, 20));
        CHECK(found == Approx(predicted_left(model, start, 1, step, 20)).epsilon(0.1));
        return found;
    };
    CHECK(left(heeded, even) < 0.01 * left(naive, 1));
    CHECK(to_text(naive).find("neglected    b: on(boundary, u == 0)") != std::string::npos);
    CHECK(to_text(heeded).find("neglected") == std::string::npos);
}

TEST_CASE("a condition of weight 0 is told the weight that makes it even", "[explain]") {
    auto const of = [](double weight) {
        return explain(poisson, line, mlp({30}), initialize_options{}, points(64), lambda{weight});
    };
    auto const unheard = of(0);
    CHECK(unheard.pulls[1].share == 0);
    CHECK(of(unheard.pulls[1].even_lambda).pulls[1].share == Approx(0.5).epsilon(1e-12));
    CHECK(to_text(unheard).find("instead of 0 makes it even") != std::string::npos);
    CHECK(to_text(unheard).find("weight 0 instead") == std::string::npos);
}

TEST_CASE("the waves of a function are found, a constant has none", "[explain]") {
    auto const one = waves_of(sampled([](double t) { return 3 + std::sin(32 * t); }, 1024), 2 * pi);
    CHECK(one.carrier == Approx(32).epsilon(1e-12));
    CHECK(one.highest == Approx(32).margin(1.01));
    CHECK(one.resolved);
    auto const two = [](double t) { return std::sin(2 * t) + 0.5 * std::cos(40 * t); };
    auto const both = waves_of(sampled(two, 1024), 2 * pi);
    CHECK(both.carrier == Approx(40).epsilon(1e-12));
    CHECK(both.highest == Approx(40).margin(1.01));
    auto const smooth = waves_of(sampled([](double t) { return std::sin(2 * t); }, 1024), 2 * pi);
    CHECK(smooth.carrier == 0);
    CHECK(smooth.highest == Approx(2).margin(1.01));
    CHECK(waves_of(std::vector<double>(64, 2.5), 1.0).highest == 0);
    CHECK_FALSE(waves_of(sampled([](double t) { return std::sin(50 * t); }, 128), 2 * pi).resolved);
    CHECK_THROWS_WITH(waves_of(std::vector<double>(8), 1.0), Catch::Contains("8 samples"));
}

TEST_CASE("the smallest scale of an oscillating coefficient asks for points, features or a scale", "[explain]") {
    auto const network = mlp({40}, activation::sin);
    auto const e = explain(darcy, line, network, initialize_options{}, points(100), eps = 1.0 / 32);
    axis_scale const& s = e.scales.at(0);
    CHECK(s.axis == "x");
    CHECK(s.waves.carrier == Approx(32).epsilon(1e-12));
    CHECK(s.argument == "x / eps");
    // The Fourier coefficients of a'(y) fall as n q^n: 99 % of the energy.
    double const q = (2.1 - std::sqrt(2.1 * 2.1 - 4)) / 2;
    double all = 0, sum = 0;
    for (int n = 1; n < 200; ++n) all += n * n * std::pow(q, 2 * n);
    int highest = 0;
    while (sum < 0.99 * all) ++highest, sum += highest * highest * std::pow(q, 2 * highest);
    CHECK(s.waves.highest == Approx(32 * highest).margin(2.01));
    CHECK(s.points == static_cast<std::size_t>(std::llround(2 * s.waves.highest)));
    CHECK_FALSE(e.enough_points());
    CHECK_FALSE(s.first_layer_reaches());
    std::string const advice = "use features(x, sin(x / eps), cos(x / eps)) or first_layer_scale = 84";
    CHECK(to_text(e).find(advice) != std::string::npos);

    auto const scaled = explain(darcy, line, network, {.first_layer_scale = s.first_layer_scale},
                                points(e.points_needed), eps = 1.0 / 32);
    CHECK(scaled.enough_points());
    CHECK(scaled.scales[0].first_layer_reaches());
    CHECK_FALSE(scaled.scales[0].first_layer_overshoots());
    auto const fed = explain(darcy, line, network, {.first_layer_scale = 2}, points(100),
                             features(x, sin(x / eps), cos(x / eps)), eps = 1.0 / 32);
    CHECK(fed.scales[0].first_layer_reaches());
    CHECK(scaled.scales[0].waves.carrier / scaled.scales[0].first_layer == Approx(1).epsilon(0.2));
}

TEST_CASE("a smooth equation asks for nothing, but notices a first layer that is too fast", "[explain]") {
    auto const network = mlp({40}, activation::sin);
    auto const e = explain(poisson, line, network, initialize_options{}, points(32));
    CHECK(e.scales[0].waves.carrier == 0);
    CHECK(e.scales[0].argument.empty());
    CHECK(e.enough_points());
    CHECK_FALSE(e.scales[0].first_layer_overshoots());
    CHECK(to_text(e).find("features") == std::string::npos);
    auto const wrong = explain(poisson, line, network, {.first_layer_scale = 1000}, points(32));
    CHECK(wrong.scales[0].first_layer_overshoots());
    CHECK(to_text(wrong).find("far above all") != std::string::npos);
    CHECK(wrong.largest_step < 1e-6 * e.largest_step);
}

TEST_CASE("the equation's stiffness grows as the coefficient oscillates", "[explain]") {
    auto const network = mlp({40}, activation::tanh);
    auto const coarse = explain(darcy, line, network, initialize_options{}, points(256), eps = 1.0);
    auto const fine = explain(darcy, line, network, initialize_options{}, points(256), eps = 1.0 / 32);
    CHECK(fine.largest_step < coarse.largest_step / 100);
    CHECK(fine.pulls[1].share < coarse.pulls[1].share / 100);
    CHECK(fine.points_needed > 16 * coarse.points_needed);
}

TEST_CASE("systems are explained by the names of their blocks", "[explain]") {
    auto const e = explain(coupled, line, mlp({10}), initialize_options{}, points(32), lambda{1, 1e-6});
    REQUIRE(e.pulls.size() == 4);
    CHECK(e.pulls[0].name == "r1");
    CHECK(e.pulls[1].name == "r2");
    CHECK(e.pulls[1].text == to_text(-lap(v) - u == sin(x)));
    CHECK(e.pulls[2].name == "b");
    CHECK(e.pulls[2].text == "on(boundary, u == 0)");
    CHECK(e.pulls[3].name == "b2");
    CHECK(e.pulls[3].text == "on(boundary, v == 1)");
    CHECK(e.pulls[3].neglected());
    CHECK_FALSE(e.pulls[2].neglected());
    for (learned_mode const& mode : e.modes)
        CHECK(std::accumulate(mode.share.begin(), mode.share.end(), 0.0) == Approx(1).epsilon(1e-12));
}

TEST_CASE("an iteration costs what counting by hand gives", "[explain]") {
    // 1 - 10 - 1: 20 weights, 31 parameters; 64 points with u, u', u'' and 2 with u: 194 jets, 66 rows
    auto const e = explain(poisson, line, mlp({10}), initialize_options{}, points(64));
    CHECK(e.cost.residual == Approx(2 * 194 * 20).epsilon(1e-12));
    CHECK(e.cost.gradient == Approx(194 * (6 * 20 - 2 * 10)).epsilon(1e-12));
    CHECK(e.cost.jacobian == Approx(19400).epsilon(1e-12));  // the gradient's, as each point has one residual
    CHECK(e.cost.levenberg_marquardt == Approx(19400 + 2 * 7760 + 63426 + 29791).epsilon(1e-12));
    CHECK(e.cost.jacobian_bytes == Approx(8 * 66 * 31).epsilon(1e-12));
    CHECK(e.cost.levenberg_marquardt_bytes == Approx(8 * (66 * 31 + 3 * 31 * 31)).epsilon(1e-12));
}

TEST_CASE("a mode of an equation without a fine scale has the wave number of the kernel's eigenfunction", "[explain]") {
    // One sin unit of wave number 3, its output weight trained alone would give u'' ~ sin 3x: the first mode.
    auto const network = mlp({1}, activation::sin);
    std::vector<double> const theta{3, 0, 1e-3, 0};  // w, b, output weight, output bias
    auto const e = explain(poisson, line, network, theta, points(64));
    CHECK(e.modes[0].wave_number == Approx(3).epsilon(1e-12));
}
