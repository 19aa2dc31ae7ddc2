#include "catch.hpp"

#include <vector>

#include <lamina/train/adam.hpp>
#include <lamina/train/gauss_newton.hpp>
#include <lamina/train/gauss_newton_cg.hpp>
#include <lamina/train/lbfgs.hpp>
#include <lamina/train/levenberg_marquardt.hpp>

#include "small_system.hpp"

using namespace lamina;

namespace {

double equation_loss(double x, double y) { return ((x - 1) * (x - 1) + (x - 3) * (x - 3) + (y + 2) * (y + 2)) / 6; }
double condition_loss(double x, double y) {
    return 5.0 / 4 * ((x * y - 4) * (x * y - 4) + (2 * x - y) * (2 * x - y));
}

std::vector<double> const start{2.5, -1.0};

void check_history(fit const& f) {
    CHECK(f.blocks == std::vector<std::string>{"u", "b"});
    CHECK(f.history.size() > 2);
    auto const u = f.history_of("u"), b = f.history_of("b");
    std::size_t best = 0;
    for (std::size_t k = 0; k < f.history.size(); ++k) {
        CHECK(u[k] + b[k] == Approx(f.history[k].loss).epsilon(1e-13));
        if (f.history[k].loss < f.history[best].loss) best = k;
    }
    // by hand, at the parameters that were returned
    CHECK(u[best] == Approx(equation_loss(f.theta[0], f.theta[1])).epsilon(1e-12));
    CHECK(b[best] == Approx(condition_loss(f.theta[0], f.theta[1])).epsilon(1e-12));
}

}  // namespace

TEMPLATE_TEST_CASE("the history has the loss of the equation and of the condition", "[train]", adam, lbfgs,
                   levenberg_marquardt, gauss_newton_cg) {
    auto system = two_blocks();
    auto const f = train(system, start, TestType{}, {.iterations = 20});
    check_history(f);
    auto const& first = f.history.front();
    CHECK(first.block_losses[0] == Approx(equation_loss(2.5, -1)).epsilon(1e-12));
    CHECK(first.block_losses[1] == Approx(condition_loss(2.5, -1)).epsilon(1e-12));
}

TEST_CASE("solve, too, has the loss of each block in its history", "[train]") {
    auto system = two_blocks();
    check_history(solve(system));
}

TEST_CASE("a history refuses the name of no block", "[train]") {
    auto system = two_blocks();
    auto const f = train(system, start, adam{}, {.iterations = 1});
    CHECK_THROWS_WITH(f.history_of("c"), Catch::Equals("history_of: no block named c, expected one of u, b"));
}
