#include "../catch.hpp"

#include <cmath>
#include <stdexcept>
#include <vector>

#include <lamina.hpp>

#include "kernel_comparison.hpp"
#include "system_oracle.hpp"

// The improved architecture against the oracle's own forward pass of it.

using namespace example;
using lamina::combination;

namespace {

using tanh_type = gated<lamina::activation::tanh_function>;
using sin_type = gated<lamina::activation::sin_function>;

template <class Term>
void compare_with_complex_step() {
    compare<Term, tanh_type, double>({7, 7, 7}, 13, combination::each, 1, 30);
}

}  // namespace

TEST_CASE("improved_mlp: a value's residual and Jacobian agree with the complex step", "[kernel]") {
    compare_with_complex_step<boundary_value>();
}
TEST_CASE("improved_mlp: the Jacobian of 1D Darcy agrees with the complex step", "[kernel]") {
    compare_with_complex_step<darcy_1d>();
}
TEST_CASE("improved_mlp: the Jacobian with a table-weighted channel agrees with the complex step", "[kernel]") {
    compare_with_complex_step<tensor_darcy_2d>();
}
TEST_CASE("improved_mlp: the Jacobian of a third-order equation agrees with the complex step", "[kernel]") {
    compare_with_complex_step<dispersion>();
}
TEST_CASE("improved_mlp: the Jacobian of a fourth-order equation agrees with the complex step", "[kernel]") {
    compare_with_complex_step<biharmonic>();
}
TEST_CASE("improved_mlp: the Jacobian of two coupled unknowns agrees with the complex step", "[kernel]") {
    compare_with_complex_step<two_unknowns>();
}
// The architecture is the same code for all activations and precisions; what differs is seen on a few channels.
TEST_CASE("improved_mlp: sine and single precision agree with the complex step", "[kernel]") {
    compare<darcy_1d, sin_type, double>({7, 7, 7}, 13, combination::each, 1, 30);
    compare<darcy_1d, tanh_type, float>({7, 7}, 13);
    compare<helmholtz, sin_type, float>({7, 7}, 13);
}

TEST_CASE("improved_mlp: every width, depth, number of points and threads gives the same function", "[kernel]") {
    for (std::size_t const width : {1u, 3u, 8u, 17u, 50u})
        compare<helmholtz, tanh_type, double>({width, width, width, width}, 5, combination::each, 1, 6);
    for (std::size_t const points : {1u, 64u, 1000u}) {
        compare<helmholtz, sin_type, double>({9, 9}, points, combination::each, 3, 6);
        compare<cubic, tanh_type, double>({8, 8, 8}, 2 * points, combination::difference, 2, 6);
        compare<cubic, tanh_type, double>({6, 6, 6}, points, combination::mean, 2, 4);
    }
}

TEST_CASE("collocate takes an improved_mlp wherever it takes an mlp", "[kernel]") {
    using namespace lamina;
    constexpr auto X = position<2>;
    constexpr auto u = unknown<"u">(X);
    constexpr auto k = parameter<"k">;
    constexpr auto equation = problem(lap(u) + k * k * u == X[0_c] * X[1_c], on(boundary, u == 0));
    box const square({-1, -1}, {1, 1});
    oracle::network const net{{2, 5, 5, 5, 1}, false, true};
    auto model = collocate(equation, square, improved_mlp({5, 5, 5}, activation::sin), points(9), side_points{2},
                           k = 1.5, lambda{3});
    CHECK(model.layout().parameters() == net.parameters());
    auto const theta = gaussian(model.layout(), 3);
    oracle::check(
        model, theta,
        {at_points("u", net, interior_points(square, points(9)),
                   [](auto const& u, auto const& x) {
                       return u(0, 0, 0) + u(0, 1, 1) + 2.25 * u(0) - x[0] * x[1];
                   }),
         at_points("b", net, boundary_points(square, {2}, 2), [](auto const& u, auto const&) { return u(0); })});
    std::vector<double> const at{0.1, -0.4};
    CHECK(model.value(theta, at)[0] ==
          Approx(oracle::derivative(net, complexified(theta), at, 0).real()).epsilon(1e-12));
    auto const last = model.system().last_layers().at(0);
    CHECK(last.end == net.parameters());
    CHECK(last.end - last.begin == 6);
    auto const fit = train(model, glorot(model.layout(), 1), levenberg_marquardt{}, {30});
    CHECK(fit.loss < 1e-4);
    CHECK(explain(equation, square, improved_mlp({5, 5}), initialize_options{}, points(9), side_points{2}, k = 1.5)
              .scales.size() == 2);
}

TEST_CASE("improved_mlp refuses widths that differ, and too few", "[kernel]") {
    using lamina::improved_mlp;
    CHECK_THROWS_WITH(improved_mlp({5, 5, 4}).layout(2, 1), Catch::Contains("hidden[2] is 4, expected hidden[0] = 5"));
    CHECK_THROWS_WITH(improved_mlp({5}).layout(2, 1), Catch::Contains("expected at least 2"));
    CHECK_THROWS_AS(improved_mlp({0, 0}).layout(2, 1), std::invalid_argument);
    CHECK_THROWS_AS(improved_mlp({5, 5}).layout(0, 1), std::invalid_argument);
}
