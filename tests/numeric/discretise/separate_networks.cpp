#include "catch.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <vector>

#include <lamina.hpp>

#include "system_oracle.hpp"

// One network for each unknown, through the whole generated path, against the independent oracle.

using namespace lamina;

namespace {

constexpr auto x = position<1>;
constexpr auto X = position<2>;
constexpr auto t = time_axis;
constexpr auto p = unknown<"p">(X);
constexpr auto q = unknown<"q", 2>(X);
constexpr auto darcy = problem(q + (2 + X[1_c]) * grad(p) == vector(0, 0), div(q) == X[0_c], on(boundary, p == 0));

/// J v and J^T w against J, which `oracle::check` has compared.
void check_products(residual_system<double>& system, std::vector<double> const& theta) {
    std::size_t const count = system.parameters(), rows = system.rows();
    std::vector<double> r(rows), jt(count * rows), v(count), w(rows), jv(rows), jtw(count);
    for (std::size_t i = 0; i < count; ++i) v[i] = std::sin(1.0 + 3.0 * static_cast<double>(i));
    for (std::size_t n = 0; n < rows; ++n) w[n] = std::cos(2.0 * static_cast<double>(n));
    system.jacobian(theta, r, jt);
    system.jacobian_times(theta, v, jv);
    system.transposed_times(theta, w, jtw);
    for (std::size_t n = 0; n < rows; ++n) {
        double sum = 0;
        for (std::size_t i = 0; i < count; ++i) sum += jt[i * rows + n] * v[i];
        CHECK(jv[n] == Approx(sum).epsilon(1e-9).margin(1e-9));
    }
    for (std::size_t i = 0; i < count; ++i) {
        double sum = 0;
        for (std::size_t n = 0; n < rows; ++n) sum += jt[i * rows + n] * w[n];
        CHECK(jtw[i] == Approx(sum).epsilon(1e-9).margin(1e-9));
    }
}

}  // namespace

TEST_CASE("two unknowns with a network each, and a trained parameter, agree with the oracle", "[kernel]") {
    constexpr auto u = unknown<"u">(x, t);
    constexpr auto v = unknown<"v">(x, t);
    constexpr auto k = trained<"k">;
    constexpr auto coupled = problem(dt(u) - lap(u) + u * v == 0, dt(v) - k * d(u, x) == sin(x), on(t == 0, u == x),
                                     on(boundary, v == 0));
    box const all({-1, 0}, {1, 0.5});
    oracle::networks const net{{{{2, 6, 5, 1}, true}, {{2, 4, 1}, true}}};
    auto model = collocate(coupled, interval(-1, 1), separate(mlp({6, 5}), mlp({4})), during{0, 0.5}, points(9),
                           side_points{3}, k = 0.7, lambda{2, 5});
    std::size_t const first = net.of[0].parameters(), second = net.of[1].parameters();
    REQUIRE(model.layout().parameters() == first + second);
    REQUIRE(model.parameters() == first + second + 1);
    auto const theta = model.start(glorot(model.layout(), 3));
    auto const inside = interior_points(all, points(9));
    oracle::expected_block const transport{
        "r2", inside.size() / 2, [&](oracle::parameters const& at, std::size_t n) {
            auto const x = oracle::point(inside, 2, n);
            return oracle::derivative(net, at, x, 1, 1) - at.back() * oracle::derivative(net, at, x, 0, 0) -
                   std::sin(x[0]);
        }};
    oracle::check(
        model, theta,
        {at_points("r1", net, inside,
                   [](auto const& u, auto const&) { return u(0, 1) - u(0, 0, 0) + u(0) * u(1); }),
         transport,
         at_points("b", net, plane_points(all, 1, 0, {3}), [](auto const& u, auto const& x) { return u(0) - x[0]; }),
         at_points("b2", net, boundary_points(all, {3}, 1), [](auto const& u, auto const&) { return u(1); })});
    check_products(model, theta);
}

TEST_CASE("a vector and a scalar with networks of different architectures agree with the oracle", "[kernel]") {
    box const square({0, 0}, {1, 1});
    oracle::networks const net{{{{2, 5, 5, 2}, false, true}, {{2, 4, 6, 1}, true}}};
    auto model = collocate(darcy, square, separate(improved_mlp({5, 5}, activation::sin), mlp({4, 6})), points(9),
                           side_points{2}, lambda{3});
    auto const theta = gaussian(model.layout(), 5);
    auto const inside = interior_points(square, points(9));
    oracle::check(
        model, theta,
        {at_points("r1[0]", net, inside,
                   [](auto const& u, auto const& x) { return u(0) + (2 + x[1]) * u(2, 0); }),
         at_points("r1[1]", net, inside,
                   [](auto const& u, auto const& x) { return u(1) + (2 + x[1]) * u(2, 1); }),
         at_points("r2", net, inside, [](auto const& u, auto const& x) { return u(0, 0) + u(1, 1) - x[0]; }),
         at_points("b", net, boundary_points(square, {2}, 2), [](auto const& u, auto const&) { return u(2); })});
    check_products(model, theta);

    std::vector<double> const at{0.3, 0.6};
    oracle::parameters const of(theta.begin(), theta.end());
    CHECK(model.value(theta, at, p)[0] == Approx(oracle::derivative(net, of, at, 2).real()).epsilon(1e-9));
    CHECK(model.value(theta, at, div(q))[0] ==
          Approx((oracle::derivative(net, of, at, 0, 0) + oracle::derivative(net, of, at, 1, 1)).real()).epsilon(1e-9));
}

TEST_CASE("Levenberg-Marquardt fits the last layers of all networks first", "[kernel]") {
    box const square({0, 0}, {1, 1});
    auto model = collocate(darcy, square, separate(mlp({8}), mlp({8, 8})), points(25), side_points{4});
    auto const ranges = model.system().last_layers();
    std::size_t const first = model.layout().networks()[0].parameters();
    REQUIRE(first == 24 + 18);
    REQUIRE(ranges.size() == 2);
    CHECK(ranges[0].begin == 24);
    CHECK(ranges[0].end == first);
    CHECK(ranges[1].begin == first + 24 + 72);
    CHECK(ranges[1].end == model.parameters());

    // the equations are linear: after the fit the loss has no slope in any last layer
    auto const start = glorot(model.layout(), 1);
    auto const fit = train(model.system(), start, levenberg_marquardt{.first_rcond = 1e-14}, stop{.iterations = 1});
    std::vector<double> before(start.size()), after(start.size());
    model.system().loss_and_gradient(start, before);
    CHECK(model.system().loss_and_gradient(fit.theta, after) == Approx(fit.loss).epsilon(1e-9));
    for (auto const& [begin, end] : ranges)
        for (std::size_t i = begin; i < end; ++i) CHECK(std::abs(after[i]) < 1e-7);
    double steepest = 0;
    for (std::size_t i = ranges[0].begin; i < ranges[0].end; ++i) steepest = std::max(steepest, std::abs(before[i]));
    CHECK(steepest > 1e-3);
}

TEST_CASE("separate networks are drawn one after another, and explained together", "[kernel]") {
    box const square({0, 0}, {1, 1});
    auto const networks = separate(mlp({3}), mlp({3}));
    auto model = collocate(darcy, square, networks, points(9), side_points{2});
    auto const theta = glorot(model.layout(), 1);
    std::size_t const first = model.layout().networks()[0].parameters();
    CHECK(theta[0] != theta[first]);
    CHECK(theta[first - 1] == 0);
    CHECK(theta.back() == 0);
    auto const plain = glorot(model.layout(), 1, {.first_layer_scale = 7});
    CHECK(plain[first] == Approx(7 * theta[first]).epsilon(1e-9));
    CHECK(plain.back() == 0);
    CHECK(explain(darcy, square, networks, theta, points(9), side_points{2}).scales.size() == 2);
}

TEST_CASE("one network for the one unknown is what it is without separate", "[kernel]") {
    constexpr auto u = unknown<"u">(X);
    constexpr auto poisson = problem(-lap(u) == 1, on(boundary, u == 0));
    box const square({0, 0}, {1, 1});
    auto one = collocate(poisson, square, separate(mlp({6, 5})), points(9), side_points{2});
    auto plain = collocate(poisson, square, mlp({6, 5}), points(9), side_points{2});
    auto const theta = glorot(one.layout(), 1);
    REQUIRE(theta == glorot(plain.layout(), 1));
    std::vector<double> a(theta.size()), b(theta.size());
    CHECK(one.system().loss_and_gradient(theta, a) == plain.system().loss_and_gradient(theta, b));
    CHECK(a == b);
}

TEST_CASE("networks of different inputs are refused", "[kernel]") {
    CHECK_THROWS_WITH(network_layout({mlp({3}).layout(2, 1), mlp({3}).layout(1, 1)}),
                      Catch::Contains("networks[1] has 1 inputs, expected 2"));
    CHECK_THROWS_AS(network_layout(std::vector<mlp_layout>{}), std::invalid_argument);
}
