#include "catch.hpp"

#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include <lamina.hpp>
#include <lamina/discretise/part_of.hpp>
#include <lamina/rows/collocated_system.hpp>

// Residuals in one part, with one pass of the network, against the same residuals in parts of their own.

using namespace lamina;
using Catch::Contains;

namespace {

using parts = std::vector<std::unique_ptr<residual_part<double>>>;
constexpr auto x = position<2>;
constexpr auto psi = unknown<"psi">(x);
constexpr auto p = unknown<"p">(x);
constexpr auto v = rot(psi);
constexpr auto nu = trained<"nu">;
constexpr auto c = coefficient<"c">([](auto y) { return 1.5 + sin(3 * y[0] * y[1]); });
// Of third order and nonlinear; a vector of two components, of which the second is affine; all read the table c.
constexpr auto first = dot(v, grad(v[0])) + c(x) * d(p, x[0]) - nu * lap(v[0]) == 0;
constexpr auto second = vector(c(x) * d(psi, x[0], x[0]) + nu * p, lap(p) + 2.1 * d(psi, x[1])) == vector(x[0], c(x));
using equations = std::remove_const_t<decltype(problem(first, second).equation)>;
using one = std::remove_const_t<decltype(first)>;
using two = std::remove_const_t<decltype(second)>;

std::size_t const points_each = 26;
auto const at = interior_points(box({0, 0}, {1, 1}), random_points(points_each, 3));

template <class Source>
void add(parts& to, Source const& source, std::vector<std::string> names, combination how = combination::each) {
    auto const of = lowered_residuals_of(source);
    prepared_term const ready = prepare(of, at, {2, false}, {}, {});
    to.push_back(collocation::part_of(ready,
                                      functions_of_plan(*of.plan, compiled<pointwise<Source>, double, false>()),
                                      ready.constants, std::move(names), how));
}

/// Largest difference as a multiple of the largest entry
double distance(std::vector<double> const& a, std::vector<double> const& b) {
    double worst = 0, scale = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        worst = std::max(worst, std::abs(a[i] - b[i])), scale = std::max(scale, std::abs(b[i]));
    return worst / scale;
}

void check_equal(parts joint, parts separate, std::size_t threads) {
    constexpr double tolerance = 1e-13;
    thread_pool pool(threads);
    auto const layout = mlp({7, 6}).layout(2, 2);
    collocated_system<double> a(layout, std::move(joint), pool), b(layout, std::move(separate), pool);
    REQUIRE(a.parts() == 1);
    REQUIRE(a.blocks().size() == b.blocks().size());
    for (std::size_t i = 0; i < a.blocks().size(); ++i) {
        a.set_lambda(i, 0.5 + static_cast<double>(i)), b.set_lambda(i, 0.5 + static_cast<double>(i));
        CHECK(a.blocks()[i].name == b.blocks()[i].name);
        CHECK(a.blocks()[i].begin == b.blocks()[i].begin);
        CHECK(a.blocks()[i].size == b.blocks()[i].size);
    }
    std::size_t const N = b.rows(), P = b.parameters();
    REQUIRE((a.rows() == N && a.parameters() == P));
    auto theta = glorot(layout, 5);
    theta.push_back(0.3);
    std::vector<double> w(N), direction(P);
    for (std::size_t n = 0; n < N; ++n) w[n] = std::sin(1.7 * static_cast<double>(n + 1));
    for (std::size_t q = 0; q < P; ++q) direction[q] = std::cos(2.3 * static_cast<double>(q));

    std::vector<double> of_a(N, -7), of_b(N, 7);
    a.residual(theta, of_a), b.residual(theta, of_b);
    CHECK(distance(of_a, of_b) <= tolerance);
    a.jacobian_times(theta, direction, of_a), b.jacobian_times(theta, direction, of_b);
    CHECK(distance(of_a, of_b) <= tolerance);
    std::vector<double> pulled_a(P, -7), pulled_b(P, 7);
    a.transposed_times(theta, w, pulled_a), b.transposed_times(theta, w, pulled_b);
    CHECK(distance(pulled_a, pulled_b) <= tolerance);
    double const loss_a = a.loss_and_gradient(theta, pulled_a), loss_b = b.loss_and_gradient(theta, pulled_b);
    CHECK(loss_a == Approx(loss_b).epsilon(tolerance));
    CHECK(distance(pulled_a, pulled_b) <= tolerance);
    CHECK(distance({a.block_losses().begin(), a.block_losses().end()},
                   {b.block_losses().begin(), b.block_losses().end()}) <= tolerance);
    std::vector<double> j_a(P * N, -7), j_b(P * N, 7);
    a.jacobian(theta, of_a, j_a), b.jacobian(theta, of_b, j_b);
    CHECK(distance(of_a, of_b) <= tolerance);
    CHECK(distance(j_a, j_b) <= tolerance);
}

}  // namespace

TEST_CASE("equations in one part are the same equations in parts of their own", "[kernel]") {
    for (combination const how : {combination::each, combination::difference})
        for (std::size_t const threads : {1, 3}) {
            INFO("threads " << threads << ", difference " << (how == combination::difference));
            parts joint, separate;
            add(joint, joint_residual<equations, one, two>(first, second), {"r1", "r2[0]", "r2[1]"}, how);
            add(separate, equation_residual<equations, one>(first), {"r1"}, how);
            add(separate, equation_residual<equations, two, 0>(second), {"r2[0]"}, how);
            add(separate, equation_residual<equations, two, 1>(second), {"r2[1]"}, how);
            check_equal(std::move(joint), std::move(separate), threads);
        }
}

TEST_CASE("a joint part has a name for each residual, and is no mean", "[kernel]") {
    parts to;
    joint_residual<equations, two> const source(second);
    CHECK_THROWS_WITH(add(to, source, {"r"}), Contains("names has 1 strings, expected 2"));
    CHECK_THROWS_WITH(add(to, source, {"a", "b"}, combination::mean),
                      Contains("combination::mean of 2 residuals, expected 1"));
}
