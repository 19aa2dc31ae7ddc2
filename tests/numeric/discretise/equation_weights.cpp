#include "catch.hpp"

#include <cmath>
#include <limits>
#include <vector>

#include <lamina.hpp>

// The weights of the equations of a system in the loss, and what is said about wrong ones.

using namespace lamina;
using Catch::Contains;

namespace {

constexpr auto x = position<2>;
constexpr auto p = unknown<"p">(x);
constexpr auto q = unknown<"q", 2>(x);
constexpr auto darcy = problem(q + (2 + sin(x[0])) * grad(p) == vector(0, 1), div(q) == x[1], on(boundary, p == 0));
constexpr auto poisson = problem(lap(p) == 1, on(boundary, p == 0));
box const square({0, 0}, {1, 1});

template <class Problem, class... Weights>
auto weighted(Problem const& problem, Weights const&... weights) {
    return collocate(problem, square, mlp({6}), points(9), side_points{3}, weights...);
}

/// The mean of r^2 / 2 in each block, from the residual alone
std::vector<double> half_mean_squares(residual_system<double>& system, std::vector<double> const& theta) {
    std::vector<double> r(system.rows()), out;
    system.residual(theta, r);
    for (residual_block const& block : system.blocks()) {
        double sum = 0;
        for (std::size_t n = 0; n < block.size; ++n) sum += r[block.begin + n] * r[block.begin + n] / 2;
        out.push_back(sum / static_cast<double>(block.size));
    }
    return out;
}

}  // namespace

TEST_CASE("the loss of a system is the weighted sum over its equations and conditions", "[kernel]") {
    auto model = weighted(darcy, equation_weights{3, 0.5}, lambda{7});
    auto const theta = glorot(model.layout(), 2);
    auto const part = half_mean_squares(model.system(), theta);
    REQUIRE(part.size() == 4);  // r1[0], r1[1], r2, b
    std::vector<double> gradient(theta.size()), unused(theta.size());
    double const loss = model.system().loss_and_gradient(theta, gradient);
    CHECK(loss == Approx(3 * (part[0] + part[1]) + 0.5 * part[2] + 7 * part[3]).epsilon(1e-12));

    for (std::size_t k = 0; k < theta.size(); k += 5) {
        double const h = 1e-5;
        auto forth = theta, back = theta;
        forth[k] += h, back[k] -= h;
        double const slope =
            (model.system().loss_and_gradient(forth, unused) - model.system().loss_and_gradient(back, unused)) /
            (2 * h);
        CHECK(std::abs(slope - gradient[k]) < 1e-6 * (1 + std::abs(slope)));
    }
}

TEST_CASE("one weight stands for all equations, without any it is 1", "[kernel]") {
    auto model = weighted(darcy, equation_weights{4});
    auto const theta = glorot(model.layout(), 2);
    auto const part = half_mean_squares(model.system(), theta);
    std::vector<double> gradient(theta.size());
    CHECK(model.system().loss_and_gradient(theta, gradient) ==
          Approx(4 * (part[0] + part[1] + part[2]) + part[3]).epsilon(1e-12));
    CHECK(weighted(darcy).system().loss_and_gradient(theta, gradient) ==
          Approx(part[0] + part[1] + part[2] + part[3]).epsilon(1e-12));

    auto single = weighted(poisson, equation_weights{0.25});
    auto const start = glorot(single.layout(), 2);
    auto const of_single = half_mean_squares(single.system(), start);
    std::vector<double> slope(start.size());
    CHECK(single.system().loss_and_gradient(start, slope) == Approx(0.25 * of_single[0] + of_single[1]).epsilon(1e-12));
}

TEST_CASE("weights of equations are one for all or one for each, finite, and no less than 0", "[kernel]") {
    CHECK_THROWS_WITH(weighted(darcy, equation_weights{1, 2, 3}),
                      Contains("equation_weights: 3 weights for 2 equations, expected one for all or one for each"));
    CHECK_THROWS_WITH(weighted(poisson, equation_weights{1, 2}), Contains("2 weights for 1 equations"));
    CHECK_THROWS_WITH(weighted(darcy, equation_weights{1, -2}), Contains("r2 is -2") && Contains("expected"));
    CHECK_THROWS_WITH(weighted(darcy, equation_weights{std::numeric_limits<double>::quiet_NaN(), 1}),
                      Contains("r1[0] is nan"));
    CHECK_THROWS_AS(weighted(darcy, equation_weights{1, std::numeric_limits<double>::infinity()}),
                    std::invalid_argument);
    CHECK_NOTHROW(weighted(darcy, equation_weights{0, 1}));
}
