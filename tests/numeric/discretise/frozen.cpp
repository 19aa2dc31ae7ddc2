#include <array>
#include <cmath>
#include <complex>
#include <span>
#include <vector>

#include <lamina.hpp>
#include <lamina/network/hidden_layers.hpp>

#include "catch.hpp"

using namespace lamina;
using Catch::Matchers::Contains;

namespace {

using complex = std::complex<double>;

constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);
constexpr auto k = parameter<"k">;
constexpr auto waves = sin(pi * x[0]) * sin(4 * pi * x[1]);
constexpr auto helmholtz = problem(manufacture(lap(u) + k * k * u == 0, u, waves), on(boundary, u == 0));

constexpr auto s = position<1>;
constexpr auto t = time_axis;
constexpr auto w = unknown<"w">(s, t);
constexpr auto moving = s * cos(5 * pi * t) + pow<3>(s * t);
constexpr auto klein_gordon = problem(manufacture(dtt(w) - lap(w) + pow<3>(w) == 0, w, moving),
                                      on(boundary, w == moving), on(t == 0, w == moving), on(t == 0, dt(w) == 0));

constexpr auto v = unknown<"v">(s);
constexpr auto bratu = problem(lap(v) + exp(v) == 0, on(boundary, v == 0));

box const square({-1, -1}, {1, 1});

/// The last layer's functions at a point, by arithmetic of another kind than the library's passes
std::vector<complex> functions_at(hidden_layers const& of, std::array<complex, 2> const& at) {
    std::vector<complex> h(at.begin(), at.end());
    bool const sines = of.layout.activation().which == activation_choice::sin;
    for (std::size_t l = 0; l < of.layout.hidden_layers(); ++l) {
        dense_layer const& layer = of.layout.layers()[l];
        std::vector<complex> next;
        for (std::size_t unit = 0; unit < layer.outputs; ++unit) {
            complex z = of.theta[layer.biases + unit];
            for (std::size_t i = 0; i < layer.inputs; ++i)
                z += of.theta[layer.weights + unit * layer.inputs + i] * h[i];
            next.push_back(sines ? std::sin(z) : std::tanh(z));
        }
        h = next;
    }
    return h;
}

/// The largest difference of u and grad(u), the latter by the complex step, at some points
template <class Network>
double off(Network const& network) {
    frozen_options const options{.scale = {3, 5}, .seed = 7};
    auto model = collocate(helmholtz, square, frozen(network, options), k = 1.0);
    auto const layers = drawn_layers(network.layout(2, 1), options, std::array{-1.0, -1.0}, std::array{1.0, 1.0});
    REQUIRE(model.parameters() == layers.functions() + 1);
    std::vector<double> theta;
    for (std::size_t j = 0; j < model.parameters(); ++j) theta.push_back(std::sin(1.0 + static_cast<double>(j)));
    auto const points = interior_points(square, lamina::points(37));
    auto const values = model.value(theta, points);
    auto const gradient = model.value(theta, points, grad(u));
    double most = 0;
    for (std::size_t p = 0; p < 37; ++p) {
        auto const sum = [&](std::array<complex, 2> const& at) {
            complex out = theta.back();
            auto const h = functions_at(layers, at);
            for (std::size_t j = 0; j < h.size(); ++j) out += theta[j] * h[j];
            return out;
        };
        double const a = points.data()[2 * p], b = points.data()[2 * p + 1], step = 1e-30;
        most = std::max({most, std::abs(sum({a, b}).real() - values.data()[p]),
                         std::abs(sum({complex(a, step), b}).imag() / step - gradient(p, 0)),
                         std::abs(sum({a, complex(b, step)}).imag() / step - gradient(p, 1))});
    }
    return most;
}

/// The root mean square of the difference, relative to that of `exact`
template <class Solution, class Exact>
double error_at_points(Solution const& of, Exact const& exact) {
    auto const points = interior_points(of.domain(), lamina::points(3000));
    auto const found = of(points);
    auto const wanted = tabulate(exact, points);
    double difference = 0, size = 0;
    for (std::size_t p = 0; p < found.size(); ++p) {
        double const at = wanted.data()[p];
        difference += (found.data()[p] - at) * (found.data()[p] - at), size += at * at;
    }
    return std::sqrt(difference / size);
}

}  // namespace

TEST_CASE("A frozen network is a linear combination of the functions of its last hidden layer") {
    CHECK(off(mlp({50}, activation::sin)) < 1e-11);
    CHECK(off(mlp({40})) < 1e-11);
    CHECK(off(mlp({20, 30}, activation::sin)) < 1e-11);
    CHECK(off(mlp({20, 10, 30})) < 1e-11);
}

TEST_CASE("One least squares in a frozen network solves a linear equation, Newton's method a nonlinear one") {
    auto const u_h = solve(helmholtz, square, frozen(mlp({600}, activation::sin), {.scale = {8}}), k = 1.0);
    CHECK(error_at_points(u_h, waves) < 1e-7);
    // increments instead of whole coefficients stop at 1e-5
    auto const w_h =
        solve(klein_gordon, interval(0, 1), frozen(mlp({400}, activation::sin), {.scale = {2.5, 12}}), during{0, 1});
    CHECK(error_at_points(w_h, moving) < 1e-10);
}

TEST_CASE("A frozen network of one hidden layer of tanh, and one of two layers, solve too") {
    auto const flat =
        problem(manufacture(-lap(u) == 0, u, exp(x[0]) * cos(2 * x[1])), on(boundary, u == exp(x[0]) * cos(2 * x[1])));
    CHECK(error_at_points(solve(flat, square, frozen(mlp({300}), {.scale = {1.5}})), exp(x[0]) * cos(2 * x[1])) < 1e-6);
    CHECK(error_at_points(solve(flat, square, frozen(mlp({20, 300}), {.scale = {1}})), exp(x[0]) * cos(2 * x[1])) <
          1e-3);
}

TEST_CASE("Features feed a frozen network: periodic inputs make a solution that is periodic exactly") {
    constexpr auto ring = unknown<"q">(s);
    constexpr auto exact = exp(sin(s));
    auto const wave = problem(manufacture(-lap(ring) + ring == 0, ring, exact));
    auto const q =
        solve(wave, interval(0, 2 * pi), frozen(mlp({60}), {.scale = {1}}), features(cos(s), sin(s)), points(200));
    CHECK(error_at_points(q, exact) < 1e-9);
    CHECK(std::abs(q(std::vector{0.0}).data()[0] - q(std::vector{2 * M_PI}).data()[0]) < 1e-12);
}

TEST_CASE("What is not drawn from the equation is refused with what to write") {
    CHECK_THROWS_WITH(collocate(helmholtz, square, frozen(mlp({20}, activation::sin)), k = 1.0),
                      Contains("frozen: there is no scale; write frozen(network, {.scale = {8}})"));
    CHECK_THROWS_WITH(collocate(helmholtz, square, frozen(mlp({20}), {.scale = {1, 2, 3}}), k = 1.0),
                      Contains("frozen: 3 scales for 2 inputs"));
    CHECK_THROWS_WITH(collocate(helmholtz, square, frozen(mlp({20}), {.scale = {1, -2}}), k = 1.0),
                      Contains("frozen: scale[1] is -2"));
    CHECK_THROWS_WITH(collocate(helmholtz, square, frozen(mlp({20}), {.scale = {1}, .inputs_a_unit = 3}), k = 1.0),
                      Contains("frozen: 3 inputs a unit, there are 2"));
    CHECK_THROWS_WITH(collocate(helmholtz, square, frozen(mlp({}), {.scale = {1}}), k = 1.0),
                      Contains("no hidden layer"));
    CHECK_THROWS_WITH(collocate(helmholtz, square, frozen(improved_mlp({20, 20}), {.scale = {1}}), k = 1.0),
                      Contains("improved_mlp has encoders"));
}

TEST_CASE("Without a space one is found, with its scale, for nonlinear problems and any number of axes") {
    CHECK(error_at_points(solve(klein_gordon, interval(0, 1), during{0, 1}), moving) < 1e-10);
    constexpr auto y = position<5>;
    constexpr auto f = unknown<"f">(y);
    constexpr auto exact = cos(pi * y[0_c]) + cos(pi * y[1_c]) + sin(y[2_c]) + exp(y[3_c]) + y[4_c];
    auto const five = problem(manufacture(-lap(f) == 0, f, exact), on(boundary, f == exact));
    CHECK(error_at_points(solve(five, box({0, 0, 0, 0, 0}, {1, 1, 1, 1, 1})), exact) < 1e-10);
    // Bratu's lower branch in closed form: v(1/2) = 2 log cosh(theta / 4), theta = sqrt(2) cosh(theta / 4)
    auto const v_h = solve(bratu, interval(0, 1));
    double theta = 1.5;
    for (int i = 0; i < 200; ++i) theta = std::sqrt(2.0) * std::cosh(theta / 4);
    CHECK(std::abs(v_h(std::vector{0.5}).data()[0] - 2 * std::log(std::cosh(theta / 4))) < 1e-10);
}

TEST_CASE("A solution carries the evidence for it, and a draw of functions finds the same") {
    auto const u_h = solve(klein_gordon, interval(0, 1), during{0, 1});
    auto const drawn = frozen(mlp({600}, activation::sin), {.scale = {2.5, 12}, .seed = 5});
    auto const v_h = solve(klein_gordon, interval(0, 1), drawn, during{0, 1});
    CHECK_FALSE(u_h.evidence().alarm);
    CHECK(u_h.evidence().difference < 1e-9);
    CHECK(u_h.evidence().left.of_equations < 1e-9);
    auto const at = interior_points(u_h.domain(), points(500));
    auto const u_there = u_h(at), v_there = v_h(at);
    double most = 0;
    for (std::size_t p = 0; p < 500; ++p) most = std::max(most, std::abs(u_there.data()[p] - v_there.data()[p]));
    CHECK(most > 0);
    CHECK(most < 1e-8);
    // far too few functions
    auto const coarse = solve(helmholtz, square, frozen(mlp({150}, activation::sin), {.scale = {8}}), k = 1.0);
    CHECK(coarse.evidence().alarm);
    CHECK_THROWS_WITH(collocate(helmholtz, square, mlp({5}), k = 1.0, random_seed{3}),
                      Contains("random_seed is given"));
}

TEST_CASE("The tangent kernel of a frozen network is constant, so that descent is predicted mode by mode") {
    auto model = collocate(problem(-lap(u) == 1, on(boundary, u == 0)), square,
                           frozen(mlp({40}, activation::sin), {.scale = {2}}), points(60), side_points{10});
    auto& system = model.system();
    std::vector<double> theta(model.parameters(), 0.0), gradient(theta.size()), r(system.rows());
    auto const modes = tangent_kernel(system, theta).modes();
    double const rate = 1.5 / modes.rate(0);
    system.residual(theta, r);
    std::vector<double> amplitude(r.size(), 0.0);
    for (auto const& block : system.blocks())
        for (std::size_t n = block.begin; n < block.begin + block.size; ++n)
            for (std::size_t k = 0; k < r.size(); ++k)
                amplitude[k] += modes.vectors(k, n) * std::sqrt(block.weight()) * r[n];
    for (int step = 0; step < 300; ++step) {
        system.loss_and_gradient(theta, gradient);
        for (std::size_t p = 0; p < theta.size(); ++p) theta[p] -= rate * gradient[p];
    }
    double predicted = 0;
    for (std::size_t k = 0; k < r.size(); ++k)
        predicted += std::pow(amplitude[k] * std::pow(1 - rate * modes.rate(k), 300), 2) / 2;
    CHECK(system.loss_and_gradient(theta, gradient) == Approx(predicted).epsilon(1e-6));
    CHECK(tangent_kernel(system, theta).modes().rate(0) == Approx(modes.rate(0)).epsilon(1e-12));
}

TEST_CASE("The tangent kernel of a frozen network is constant: it predicts the loss of the gradient flow") {
    auto model = collocate(helmholtz, square, frozen(mlp({60}, activation::sin), {.scale = {2}, .seed = 3}),
                           points(100), side_points{10}, k = 1.0);
    auto& system = model.system();
    std::vector<double> theta(system.parameters(), 0.1), r(system.rows()), g(theta.size());
    system.residual(theta, r);
    tangent_kernel const kernel(system, theta);
    double const end = 20 / kernel.spectral_radius();
    std::vector<double> const times{0, end / 10, end};
    auto const predicted = kernel.gradient_flow(r, times);
    // by the classical method of Runge and Kutta of order four, which knows gradients only
    std::size_t const steps = 1000;
    double const step = end / steps;
    std::vector<double> measured{system.loss_and_gradient(theta, g)};
    for (std::size_t n = 1; n <= steps; ++n) {
        auto const start = theta;
        std::vector<double> sum(theta.size());
        for (auto const& [weight, reach] : {std::pair{1.0, 0.5}, {2.0, 0.5}, {2.0, 1.0}, {1.0, 0.0}}) {
            system.loss_and_gradient(theta, g);
            for (std::size_t p = 0; p < theta.size(); ++p)
                sum[p] += weight * g[p], theta[p] = start[p] - reach * step * g[p];
        }
        for (std::size_t p = 0; p < theta.size(); ++p) theta[p] = start[p] - step / 6 * sum[p];
        if (n == steps / 10 || n == steps) measured.push_back(system.loss_and_gradient(theta, g));
    }
    for (std::size_t t = 0; t < times.size(); ++t) CHECK(predicted(t) == Approx(measured[t]).epsilon(1e-6));
    CHECK(measured[2] < 0.97 * measured[0]);
    // mode by mode as well
    auto const modes = kernel.modes();
    auto const of_modes = kernel.mode_losses(modes, r, end);
    system.residual(theta, r);
    auto const found = kernel.mode_losses(modes, r);
    for (std::size_t k = 0; k < 30; ++k)
        CHECK(of_modes(k) == Approx(found(k)).epsilon(1e-5).margin(1e-12 * measured[0]));
    CHECK_THROWS_WITH(kernel.mode_losses(modes, g), Contains("mode_losses: r has 61 entries"));
    CHECK_THROWS_WITH(kernel.gradient_flow(g, times),
                      Contains("gradient_flow: r has 61 entries, expected the") && Contains("rows of the system"));
}
