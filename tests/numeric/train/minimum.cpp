#include "catch.hpp"

#include <lamina/train/adam.hpp>
#include <lamina/train/gauss_newton.hpp>
#include <lamina/train/gauss_newton_cg.hpp>
#include <lamina/train/lbfgs.hpp>
#include <lamina/train/levenberg_marquardt.hpp>
#include <lamina/train/spring.hpp>

#include "small_system.hpp"

using namespace lamina;

namespace {
std::vector<double> const valley{-1.2, 1.0}, flat{0.0, 1.0};
}

TEST_CASE("Levenberg-Marquardt finds the minimum of Rosenbrock's valley, with and without curvature", "[train]") {
    for (double const geodesic : {0.0, 0.75}) {
        auto system = rosenbrock();
        auto const f = train(system, valley, levenberg_marquardt{.geodesic = geodesic, .first_rcond = 0},
                             {.loss = 1e-24});
        CHECK(f.theta[0] == Approx(1).margin(1e-10));
        CHECK(f.theta[1] == Approx(1).margin(1e-10));
        CHECK(f.loss <= 1e-24);
        CHECK(f.history.size() < 200);
    }
}

TEST_CASE("Gauss-Newton without matrices finds the minimum of Rosenbrock's valley", "[train]") {
    for (double const geodesic : {0.0, 0.75}) {
        auto system = rosenbrock();
        auto const f = train(system, valley, gauss_newton_cg{.geodesic = geodesic}, {.loss = 1e-24});
        CHECK(f.theta[0] == Approx(1).margin(1e-10));
        CHECK(f.theta[1] == Approx(1).margin(1e-10));
        CHECK(f.history.size() < 200);
        for (std::size_t k = 1; k < f.history.size(); ++k) CHECK(f.history[k].loss < f.history[k - 1].loss);
    }
}

TEST_CASE("L-BFGS finds the minimum of Rosenbrock's valley", "[train]") {
    auto system = rosenbrock();
    auto const f = train(system, valley, lbfgs{}, {.iterations = 200, .loss = 1e-20});
    CHECK(f.theta[0] == Approx(1).margin(1e-8));
    CHECK(f.theta[1] == Approx(1).margin(1e-8));
}

TEST_CASE("with more rows than parameters all methods find the same exponential", "[train]") {
    auto system = decaying_exponential(3.0);
    auto const lm = train(system, flat, levenberg_marquardt{}, {.loss = 1e-26});
    auto const truncated = train(system, flat, gauss_newton_cg{}, {.loss = 1e-26});
    auto const quasi = train(system, flat, lbfgs{}, {.iterations = 200, .loss = 1e-18});
    auto const first_order = train(system, flat, adam{.rate = 0.05, .decay = 0.5, .decay_every = 1000},
                                   {.iterations = 6000, .loss = 1e-12});
    for (auto const& [f, margin] : {std::pair{lm, 1e-10}, {truncated, 1e-10}, {quasi, 1e-6}, {first_order, 1e-3}}) {
        CHECK(f.theta[0] == Approx(-1.5).margin(margin));
        CHECK(f.theta[1] == Approx(2).margin(margin));
    }
}

TEST_CASE("Newton's steps end where what the linear rows leave is what is left, and begin at a given start",
          "[train]") {
    // rows that cannot vanish together: (x - 1, 10 (x^2 - 1), 0.1), with the minimum at x = 1
    small_system system(1, 3, [](auto t, auto r, auto j) {
        r[0] = t[0] - 1, r[1] = 10 * (t[0] * t[0] - 1), r[2] = 0.1;
        j[0] = 1, j[1] = 20 * t[0], j[2] = 0;
    });
    auto const from_afar = solve(system, 30, {0.5}), near_by = solve(system, 30, {1 + 1e-7});
    CHECK(from_afar.theta[0] == Approx(1).margin(1e-8));
    CHECK(from_afar.history.size() < 8);
    CHECK(near_by.theta[0] == Approx(1).margin(1e-12));
    CHECK(near_by.history.size() <= 3);
}

TEST_CASE("a rank-deficient linear problem is solved by every method", "[train]") {
    auto system = rank_deficient();
    std::vector<double> const start{1.0, 0.0, 7.0};
    auto const newton = solve(system);
    CHECK(newton.theta[0] == Approx(1.5).epsilon(1e-9));  // least norm
    CHECK(newton.theta[1] == Approx(1.5).epsilon(1e-9));
    CHECK(newton.theta[2] == 0);
    CHECK(newton.history.size() <= 3);
    CHECK_THAT(newton.stopped_because, Catch::Matchers::Contains("1 of 3 unknowns are determined"));
    for (auto const& f : {train(system, start, levenberg_marquardt{}, {.loss = 1e-20}),
                          train(system, start, gauss_newton_cg{}, {.loss = 1e-20}),
                          train(system, start, lbfgs{}, {.loss = 1e-20}),
                          train(system, start, adam{.rate = 0.05}, {.iterations = 4000, .loss = 1e-14})}) {
        CHECK(f.theta[0] + f.theta[1] == Approx(3).margin(1e-6));
        CHECK(f.theta[2] == 7);  // a parameter without influence does not move
    }
}

TEST_CASE("columns are scaled: parameters of very different size are one problem", "[train]") {
    small_system system(2, 2, [](auto t, auto r, auto j) {
        r[0] = 1e6 * t[0] - 2, r[1] = 1e-6 * t[1] + 3;
        j[0] = 1e6, j[1] = 0, j[2] = 0, j[3] = 1e-6;
    });
    auto const newton = solve(system);
    CHECK(newton.theta[0] == Approx(2e-6).epsilon(1e-9));
    CHECK(newton.theta[1] == Approx(-3e6).epsilon(1e-9));
}

TEST_CASE("the first step fits the last layer alone, exactly if the rest is right; none leaves all as it is",
          "[train]") {
    auto system = decaying_exponential();
    std::vector<double> const start{-1.5, 40.0};
    auto const fitted = train(system, start, levenberg_marquardt{}, {.iterations = 1});
    CHECK(fitted.theta[1] == Approx(2).epsilon(1e-9));
    auto const without_matrices = train(system, start, gauss_newton_cg{}, {.iterations = 1});
    CHECK(without_matrices.theta[1] == Approx(2).epsilon(1e-9));
    auto const not_fitted = train(system, start, levenberg_marquardt{.first_rcond = 0}, {.iterations = 1});
    CHECK(not_fitted.theta[1] != Approx(2).epsilon(1e-9));
    auto const none = [&](auto const& method) { return train(system, start, method, {.iterations = 0}); };
    for (fit const& f :
         {none(levenberg_marquardt{}), none(gauss_newton_cg{}), none(adam{}), none(lbfgs{}), none(spring{})}) {
        CHECK(f.theta == start);
        CHECK(f.loss == f.history.front().loss);
        CHECK_THAT(f.stopped_because, Catch::Contains("0 iterations"));
    }
}

TEST_CASE("the rate of Adam decays, and its first step has the length of the rate", "[train]") {
    small_system system(1, 1, [](auto t, auto r, auto j) { r[0] = t[0] - 100, j[0] = 1; });
    std::vector<double> const start{0.0};
    auto const one = train(system, start, adam{.rate = 0.25}, {.iterations = 1});
    CHECK(one.theta[0] == Approx(0.25).epsilon(1e-9));
    // Far away m and v hardly change: steps 0.25, 0.25, 0.125, 0.125
    auto const four = train(system, start, adam{.rate = 0.25, .decay = 0.5, .decay_every = 2}, {.iterations = 4});
    CHECK(four.theta[0] == Approx(0.75).epsilon(1e-2));
}
