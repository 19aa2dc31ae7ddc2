#include <algorithm>
#include <cmath>
#include <vector>

#include <lamina.hpp>

#include "catch.hpp"

using namespace lamina;
using Catch::Matchers::Contains;
using Catch::Matchers::Equals;

namespace {

constexpr auto x = position<1>;
constexpr auto u = unknown<"u">(x);
constexpr auto waves = problem(-lap(u) + pow<3>(u) == sin(3 * x), on(boundary, u == 1));

auto model_of_waves() {
    return collocate(waves, interval(0, 2), mlp({5, 4}), points(17), lambda{7}, second_derivatives);
}

/// L_i of block i, or of all, with weights
double loss_of(residual_system<double>& system, std::vector<double> const& theta, int only) {
    std::vector<double> r(system.rows());
    system.residual(theta, r);
    double out = 0;
    for (std::size_t i = 0; i < system.blocks().size(); ++i) {
        residual_block const& b = system.blocks()[i];
        if (only >= 0 && static_cast<std::size_t>(only) != i) continue;
        for (std::size_t n = b.begin; n < b.begin + b.size; ++n) out += b.weight() * r[n] * r[n] / 2;
    }
    return out;
}

/// d^2 L / dtheta_p dtheta_q by differences of order two
double entry_by_differences(residual_system<double>& system, std::vector<double> theta, std::size_t p, std::size_t q,
                            int only) {
    double const h = 2e-4;
    auto const at = [&](double dp, double dq) {
        auto moved = theta;
        moved[p] += dp, moved[q] += dq;
        return loss_of(system, moved, only);
    };
    return (at(h, h) - at(h, -h) - at(-h, h) + at(-h, -h)) / (4 * h * h);
}

}  // namespace

TEST_CASE("The Hessian of the loss, and of the loss of one block, is that of differences") {
    auto model = model_of_waves();
    auto const theta = glorot(model.layout(), 3);
    auto const all = loss_hessian(model.system(), theta), of_b = loss_hessian(model.system(), theta, "b");
    std::size_t const n = theta.size();
    REQUIRE((all.shape(0) == n && all.shape(1) == n));
    for (std::size_t p = 0; p < n; p += 3)
        for (std::size_t q = 0; q < n; q += 5) {
            CHECK(all(p, q) == Approx(entry_by_differences(model.system(), theta, p, q, -1)).margin(2e-4));
            CHECK(of_b(p, q) == Approx(entry_by_differences(model.system(), theta, p, q, 1)).margin(2e-4));
            CHECK(all(p, q) == Approx(all(q, p)).margin(1e-11));
        }
    CHECK(model.system().blocks()[0].lambda == 1);  // weights are as they were
    CHECK(model.system().blocks()[1].lambda == 7);
}

TEST_CASE("Its spectrum adds up to its trace, and Lanczos' method finds the largest of it") {
    auto model = model_of_waves();
    auto const theta = glorot(model.layout(), 3);
    auto const h = loss_hessian(model.system(), theta);
    auto const spectrum = hessian_spectrum(model.system(), theta);
    double trace = 0, sum = 0, squares = 0, of_squares = 0;
    for (std::size_t p = 0; p < theta.size(); ++p) trace += h(p, p), sum += spectrum[p];
    for (double const v : h) squares += v * v;
    for (double const v : spectrum) of_squares += v * v;
    CHECK(sum == Approx(trace).epsilon(1e-11));
    CHECK(of_squares == Approx(squares).epsilon(1e-11));
    CHECK(std::ranges::is_sorted(spectrum, std::greater<>()));
    auto const largest = largest_curvatures(model.system(), theta, 3);
    for (std::size_t k = 0; k < 3; ++k) CHECK(largest[k] == Approx(spectrum[k]).epsilon(1e-7));
    CHECK(largest_curvatures(model.system(), theta, 1, "b")[0] ==
          Approx(hessian_spectrum(model.system(), theta, "b")[0]).epsilon(1e-7));
}

TEST_CASE("Gradients of the blocks add up to the gradient of the loss") {
    auto model = model_of_waves();
    auto const theta = glorot(model.layout(), 4);
    std::vector<double> whole(theta.size());
    model.system().loss_and_gradient(theta, whole);
    auto const parts = block_gradients(model.system(), theta);
    REQUIRE((parts.shape(0) == 2 && parts.shape(1) == theta.size()));
    for (std::size_t p = 0; p < theta.size(); ++p) CHECK(parts(0, p) + parts(1, p) == Approx(whole[p]).margin(1e-13));
    auto moved = theta;
    moved[2] += 1e-6;
    double const above = loss_of(model.system(), moved, 1);
    moved[2] -= 2e-6;
    CHECK(parts(1, 2) == Approx((above - loss_of(model.system(), moved, 1)) / 2e-6).epsilon(1e-6));
}

TEST_CASE("Second derivatives of the loss are refused where they were not asked for, and so are unknown blocks") {
    auto model = model_of_waves();
    auto const theta = glorot(model.layout(), 3);
    CHECK_THROWS_WITH(hessian_spectrum(model.system(), theta, "c"),
                      Equals("loss of one block: no block named c, expected one of u, b"));
    CHECK_THROWS_WITH(largest_curvatures(model.system(), theta, theta.size()),
                      Contains("largest_curvatures: count is"));
    auto plain = collocate(waves, interval(0, 2), mlp({5, 4}), points(17));
    CHECK_THROWS_WITH(loss_hessian(plain.system(), theta), Contains("second_derivatives"));
    CHECK_THROWS_WITH(loss_hessian(model.system(), std::vector<double>(3)), Contains("theta"));
}
