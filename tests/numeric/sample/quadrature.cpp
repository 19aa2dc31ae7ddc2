#include "catch.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>

#include <lamina/sample/quadrature.hpp>

using namespace lamina;

namespace {

using function = std::function<double(double const* x)>;

estimate mean(function const& f, quadrature const& q) {
    std::vector<double> values;
    for (std::size_t k = 0; k < q.weights.size(); ++k) values.push_back(f(q.points.data() + k * q.points.shape(1)));
    return mean_of(values, q);
}
double error(function const& f, double exact, quadrature const& q) {
    return std::abs(mean(f, q).value - exact);
}

box cube(std::size_t d) {
    return {std::vector<double>(d, 0.0), std::vector<double>(d, 1.0)};
}
/// How f(x) = product of g(x_i) falls from n to 2 n points an axis, as a power
double rate(std::function<double(double)> const& g, double mean_of_g, std::size_t d,
            point_choice (*choice)(std::vector<std::size_t>), std::size_t n) {
    auto const at = [&](std::size_t count) {
        function const f = [&](double const* x) {
            double product = 1;
            for (std::size_t i = 0; i < d; ++i) product *= g(x[i]);
            return product;
        };
        return error(f, std::pow(mean_of_g, static_cast<double>(d)),
                     quadrature_points(cube(d), choice(std::vector<std::size_t>(d, count))));
    };
    return std::log2(at(n) / at(2 * n));
}

double const mean_of_exp = std::exp(1.0) - 1;

/// A function on (0, 1), its mean and that of its square
struct known_function {
    char const* name;
    std::function<double(double)> of;
    double mean, mean_of_square;

    /// |error| of the mean and of the norm of f(x) = product of this at x_i, as multiples of them
    [[nodiscard]] double error(quadrature const& q) const {
        auto const d = static_cast<double>(q.points.shape(1));
        auto const product = [&](double const* x) {
            return std::transform_reduce(x, x + q.points.shape(1), 1.0, std::multiplies<>{}, of);
        };
        double const found = ::mean(product, q).value;
        double const square = ::mean([&](double const* x) { return std::pow(product(x), 2); }, q).value;
        double const exact = std::pow(mean, d), norm = std::pow(mean_of_square, d / 2);
        return std::max(std::abs(found / exact - 1), std::abs(std::sqrt(square) / norm - 1));
    }
};
known_function const growth{"exp(x)", [](double x) { return std::exp(x); }, mean_of_exp, (std::exp(2.0) - 1) / 2};
known_function const wave{"cos(x)", [](double x) { return std::cos(x); }, std::sin(1.0), 0.5 + std::sin(2.0) / 4};
known_function const parabola{"x (3 - x)", [](double x) { return x * (3 - x); }, 7.0 / 6, 3 - 1.5 + 0.2};
known_function const periodic_wave{"exp(cos(2 pi x))", [](double x) { return std::exp(std::cos(2 * M_PI * x)); },
                                   std::cyl_bessel_i(0.0, 1.0), std::cyl_bessel_i(0.0, 2.0)};

/// Gauss' rule of three points in each of m^d cells of the unit cube
point_choice gauss_points(std::size_t d, std::size_t m) {
    xt::xtensor<double, 2> at({static_cast<std::size_t>(std::pow(3 * m, d)), d});
    std::vector<double> weights(at.shape(0), 1.0);
    for (std::size_t p = 0, rest = 0; p < weights.size(); ++p) {
        rest = p;
        for (std::size_t i = 0; i < d; ++i, rest /= 3 * m) {
            std::size_t const node = rest % 3;
            at(p, i) =
                (static_cast<double>(rest % (3 * m) / 3) + 0.5 + (static_cast<double>(node) - 1) * std::sqrt(0.15)) /
                static_cast<double>(m);
            weights[p] *= node == 1 ? 8 : 5;
        }
    }
    return given_points(at, weights);
}

}  // namespace

TEST_CASE("means and norms in one to three dimensions are right to the stated order at points of every kind",
          "[sample]") {
    for (std::size_t const d : {1u, 2u, 3u}) {
        box const domain = cube(d);
        auto const each_axis = [&](std::size_t n) { return std::vector<std::size_t>(d, n); };
        for (known_function const& f : {growth, wave, parabola}) {
            INFO(f.name << " in " << d << " dimensions");
            CHECK(f.error(quadrature_points(domain, chebyshev_points(each_axis(16)))) < 1e-14);
            CHECK(f.error(quadrature_points(domain, gauss_points(d, 5))) < 1e-8);
            double const coarse = f.error(quadrature_points(domain, grid_points(each_axis(16)))),
                         fine = f.error(quadrature_points(domain, grid_points(each_axis(32))));
            CHECK(coarse < 1e-6);
            CHECK(fine < std::max(coarse / std::pow(2, 6.5), 2e-14));
            for (std::size_t const n : {800u, 6400u})
                CHECK(f.error(quadrature_points(domain, points(n))) < 0.5 / static_cast<double>(n));
            CHECK(f.error(quadrature_points(domain, random_points(6400, 1))) < 3.0 / 80);
        }
        INFO(periodic_wave.name << " in " << d << " dimensions");
        std::vector<bool> const around(d, true);
        CHECK(periodic_wave.error(quadrature_points(domain, grid_points(each_axis(40)), around)) < 1e-13);
        CHECK(periodic_wave.error(quadrature_points(domain, points(6400), around)) < 3.0 / 6400);
    }
}

TEST_CASE("weights stand at the points of the choice and add up to one", "[sample]") {
    std::vector<std::pair<box, point_choice>> const cases{{interval(-1, 3), points(7)},
                                                          {interval(-1, 3), points(1)},
                                                          {interval(-1, 3), chebyshev_points({2})},
                                                          {box({-1, 0}, {2, 5}), points(50)},
                                                          {box({-1, 0}, {2, 5}), grid_points({3, 8})},
                                                          {box({-1, 0, 1}, {2, 5, 2}), chebyshev_points({3, 1, 4})},
                                                          {box({-1, 0, 1}, {2, 5, 2}), random_points(30, 2)}};
    for (auto const& [domain, choice] : cases)
        for (bool const periodic : {false, true}) {
            auto const q = quadrature_points(domain, choice, std::vector<bool>(domain.dimension(), periodic));
            auto const at = interior_points(domain, choice);
            REQUIRE(q.points.shape(1) == domain.dimension());
            REQUIRE(q.points.size() == at.size());
            CHECK(std::equal(at.begin(), at.end(), q.points.begin()));
            CHECK(std::abs(std::accumulate(q.weights.begin(), q.weights.end(), 0.0) - 1) < 1e-13);
        }
}

TEST_CASE("Chebyshev points average polynomials below their number, and smooth functions, to rounding", "[sample]") {
    for (std::size_t const n : {1u, 2u, 5u, 8u, 40u, 300u})
        for (std::size_t p = 0; p < std::min<std::size_t>(n, 30); ++p)
            CHECK(error([=](double const* x) { return std::pow(x[0], static_cast<double>(p)); },
                        1 / static_cast<double>(p + 1),
                        quadrature_points(interval(0, 1), chebyshev_points({n}))) < 2e-15);
    CHECK(error([](double const* x) { return std::cos(x[0]); }, 0,
                quadrature_points(interval(0, 2 * M_PI), chebyshev_points({40}))) < 1e-15);
    CHECK(error([](double const* x) { return std::exp(x[0] + x[1] + x[2]); }, std::pow(mean_of_exp, 3),
                quadrature_points(cube(3), chebyshev_points({12, 14, 13}))) < 5e-15);
}

TEST_CASE("equispaced points without the ends average to order seven, and few of them as well as they can",
          "[sample]") {
    auto const f = [](double x) { return std::exp(x) * std::cos(3 * x); };
    double const exact = (std::exp(1.0) * (std::cos(3.0) + 3 * std::sin(3.0)) - 1) / 10;
    for (std::size_t const d : {1u, 2u, 3u}) {
        double const found = rate(f, exact, d, grid_points, d == 3 ? 20 : 40);
        INFO(d << " axes: " << found);
        CHECK(found > 6.7);
        CHECK(found < 8.5);
    }
    for (std::size_t n = 1; n <= 9; ++n)
        for (std::size_t p = 0; p < std::min<std::size_t>(n, 6); ++p)
            CHECK(error([=](double const* x) { return std::pow(x[0], static_cast<double>(p)); },
                        1 / static_cast<double>(p + 1), quadrature_points(interval(0, 1), points(n))) < 2e-15);
    CHECK(error([](double const* x) { return std::cos(x[0]); }, 0,
                quadrature_points(interval(0, 2 * M_PI), points(64))) < 1e-8);
}

TEST_CASE("equispaced points average periodic functions to rounding where they are told so", "[sample]") {
    double const bessel = std::cyl_bessel_i(0.0, 1.0);  // the mean of exp(cos)
    auto const f = [](double x) { return std::exp(std::cos(2 * M_PI * x + 0.3)); };
    for (std::size_t const n : {31u, 32u, 64u})
        CHECK(error([&](double const* x) { return f(x[0]); }, bessel, quadrature_points(cube(1), points(n), {true})) <
              5e-15);
    CHECK(error([&](double const* x) { return f(x[0]) * f(x[1]) * std::exp(x[2]); }, bessel * bessel * mean_of_exp,
                quadrature_points(cube(3), grid_points({32, 33, 60}), {true, true, false})) < 1e-11);
    for (std::size_t n = 1; n <= 12; ++n)  // frequencies below (n + 1) / 2
        for (std::size_t j = 1; j < (n + 1) / 2; ++j)
            CHECK(error([=](double const* x) { return std::cos(2 * M_PI * static_cast<double>(j) * x[0] + 1); }, 0,
                        quadrature_points(cube(1), points(n), {true})) < 1e-15);
    CHECK(error([&](double const* x) { return f(x[0]); }, bessel, quadrature_points(cube(1), points(64))) > 1e-10);
}

TEST_CASE("low-discrepancy points average polynomials and waves of low degree to rounding, others at a rate of one",
          "[sample]") {
    auto const even = quadrature_points(cube(2), points(400));
    for (int p = 0; p <= 5; ++p)
        for (int q = 0; p + q <= 5; ++q)
            CHECK(error([=](double const* x) { return std::pow(x[0], p) * std::pow(x[1], q); },
                        1.0 / ((p + 1) * (q + 1)), even) < 1e-13);
    auto const torus = quadrature_points(cube(2), points(500), {true, true});
    for (int p = -3; p <= 3; ++p)
        for (int q = 1; q <= 3; ++q)
            CHECK(error([=](double const* x) { return std::cos(2 * M_PI * (p * x[0] + q * x[1]) + 1); }, 0, torus) <
                  1e-14);
    function const smooth = [](double const* x) { return std::exp(x[0] + x[1] + x[2]); };
    CHECK(error(smooth, std::pow(mean_of_exp, 3), quadrature_points(cube(3), points(1000))) < 1e-4);
    function const rough = [](double const* x) { return std::cos(40 * (x[0] - x[1] / 3 + 0.1)); };
    double const exact = ((std::cos(40 * 0.1) - std::cos(40 * 1.1)) -
                          (std::cos(40 * (0.1 - 1 / 3.0)) - std::cos(40 * (1.1 - 1 / 3.0)))) /
                         (-40 * 40 / 3.0);
    CHECK(error(rough, exact, quadrature_points(cube(2), points(1000))) < 10.0 / 1000);
    CHECK(error(rough, exact, quadrature_points(cube(2), points(16000))) < 10.0 / 16000);
}

TEST_CASE("random points are off by about the error that they tell", "[sample]") {
    for (std::size_t const n : {50u, 800u}) {
        double sum = 0;  // of (error / told)^2, which is 1 on average
        for (std::uint64_t seed = 0; seed < 200; ++seed) {
            auto const q = quadrature_points(interval(0, 2 * M_PI), random_points(n, seed));
            auto const found = mean([](double const* x) { return std::cos(x[0]); }, q);
            CHECK(found.error == Approx(std::sqrt(0.5 / static_cast<double>(n))).epsilon(0.5));
            sum += std::pow(found.value / found.error, 2) / 200;
        }
        INFO(n << " points: " << sum);
        CHECK(sum > 0.7);
        CHECK(sum < 1.4);
    }
}

TEST_CASE("the error that is told is no smaller than the error, for smooth functions at points of every kind",
          "[sample]") {
    std::vector<std::pair<point_choice, bool>> const rules{{grid_points({12, 20}), false},
                                                           {grid_points({40, 30}), false},
                                                           {grid_points({9, 14}), true},
                                                           {chebyshev_points({6, 5}), false},
                                                           {chebyshev_points({14, 9}), false},
                                                           {points(60), false},
                                                           {points(700), false},
                                                           {points(700), true}};
    for (auto const& [choice, periodic] : rules) {
        auto const q = quadrature_points(cube(2), choice, std::vector<bool>(2, periodic));
        for (int k = 1; k <= 4; ++k) {
            double const a = 0.7 * k, once = (std::exp(a) - 1) / a;
            auto const waves = [=](double const* x) {
                return std::exp(a * std::cos(2 * M_PI * x[0]) + a * std::sin(2 * M_PI * x[1]));
            };
            auto const growth = [=](double const* x) { return std::exp(a * (x[0] + x[1])); };
            auto const found = periodic ? mean(waves, q) : mean(growth, q);
            double const exact = periodic ? std::pow(std::cyl_bessel_i(0.0, a), 2) : once * once;
            INFO("a " << a << ", " << choice.counts[0] << " points, error " << std::abs(found.value - exact)
                      << ", told " << found.error);
            CHECK(std::abs(found.value - exact) <= found.error);
        }
    }
    CHECK(mean([](double const* x) { return x[0]; }, quadrature_points(cube(1), points(1))).error ==
          std::numeric_limits<double>::infinity());
}

TEST_CASE("the error that is told sees few points, kinks and jumps", "[sample]") {
    auto const tell = [](char const* what, function const& f, double exact, quadrature const& q) {
        auto const found = mean(f, q);
        INFO(what << ": " << q.weights.size() << " points, error " << std::abs(found.value - exact) << ", told "
                  << found.error);
        CHECK(std::abs(found.value - exact) <= found.error);
    };
    function const growth = [](double const* x) { return std::exp(x[0]); };
    function const fourth = [](double const* x) { return std::pow(std::cos(2 * M_PI * x[0] + 0.3), 4); };
    double const mean_of_growth = (std::exp(3.0) - std::exp(-1.0)) / 4;
    for (std::size_t n = 3; n <= 12; ++n) {
        tell("exp", growth, mean_of_growth, quadrature_points(interval(-1, 3), chebyshev_points({n})));
        tell("exp", growth, mean_of_growth, quadrature_points(interval(-1, 3), points(n)));
        if (n != 4) tell("cos^4", fourth, 0.375, quadrature_points(cube(1), points(n), {true}));
    }
    for (double const at : {0.1, 0.2718, 0.3, 0.5, 0.61803, 0.77})
        for (std::size_t const n : {10u, 25u, 38u, 39u, 40u, 41u, 100u, 128u})
            for (auto const& q :
                 {quadrature_points(cube(1), points(n)), quadrature_points(cube(1), points(n), {true}),
                  quadrature_points(cube(1), chebyshev_points({n}))}) {
                tell("a kink", [=](double const* x) { return std::abs(x[0] - at); },
                     (at * at + (1 - at) * (1 - at)) / 2, q);
                tell("a jump", [=](double const* x) { return x[0] < at ? 1.0 : 3.0; }, 3 - 2 * at, q);
            }
    tell("a kink in a plane", [](double const* x) { return std::abs(x[0] - 0.3) * std::exp(x[1]); },
         0.29 * mean_of_exp, quadrature_points(cube(2), grid_points({40, 30})));
}

TEST_CASE("the error that is told is small for smooth functions at many points", "[sample]") {
    for (std::size_t const n : {32u, 50u, 128u}) {
        auto const small = [&](char const* what, std::function<double(double)> const& f, double exact,
                               quadrature const& q) {
            auto const found = mean([&](double const* x) { return f(x[0]); }, q);
            INFO(what << " at " << n << " points, told " << found.error);
            CHECK(std::abs(found.value - exact) <= found.error);
            CHECK(found.error <= 1e-6);
        };
        for (auto const& choice : {points(n), chebyshev_points({n})}) {
            small("exp", [](double x) { return std::exp(x); }, mean_of_exp, quadrature_points(cube(1), choice));
            small(
                "cos", [](double x) { return std::cos(x); }, std::sin(3.0) / 3,
                quadrature_points(interval(0, 3), choice));
            small(
                "1 / (2 + x)", [](double x) { return 1 / (2 + x); }, std::log(1.5), quadrature_points(cube(1), choice));
        }
        if (n < 50) continue;  // exp(cos) has more waves
        small("exp(cos)", [](double x) { return std::exp(std::cos(2 * M_PI * x + 0.3)); }, std::cyl_bessel_i(0.0, 1.0),
              quadrature_points(cube(1), points(n), {true}));
    }
}

TEST_CASE("a mean of other values than one for each point, or of one that is not finite, is refused", "[sample]") {
    auto const q = quadrature_points(cube(1), points(3));
    CHECK_THROWS_WITH(mean_of(std::vector<double>{1, 2}, q),
                      Catch::Contains("mean_of: 2 values, expected one for each of the 3"));
    CHECK_THROWS_WITH(mean_of(std::vector<double>{1, 2, NAN}, q), Catch::Contains("value 2 is nan"));
    CHECK_THROWS_WITH(quadrature_points(cube(2), points(3), {true}),
                      Catch::Contains("periodic has 1 entries, expected 2"));
}

TEST_CASE("given points have their own weights, and fit the domain", "[sample]") {
    box const square({0, 0}, {2, 1});
    xt::xtensor<double, 2> const at{{0.5, 0.25}, {1.5, 0.25}, {1, 1}};
    auto const q = quadrature_points(square, given_points(at, {1, 1, 2}));
    CHECK((q.points == at));
    CHECK((q.weights == xt::xtensor<double, 1>{0.25, 0.25, 0.5}));
    CHECK(std::abs(quadrature_points(square, given_points(at)).weights(1) - 1.0 / 3) < 1e-16);
    auto const gauss =
        quadrature_points(interval(-1, 1), given_points(std::vector{-std::sqrt(0.6), 0.0, std::sqrt(0.6)}, {5, 8, 5}));
    CHECK(error([](double const* x) { return std::pow(x[0], 4); }, 0.2, gauss) < 1e-15);
    auto const refused = [&](point_choice const& choice, char const* why) {
        CHECK_THROWS_WITH(interior_points(square, choice), Catch::Contains(why));
    };
    refused(given_points(at, {1, 2}), "2 weights for 3 points");
    refused(given_points(std::vector<double>{}), "given_points: the number of points is 0");
    refused(given_points(std::vector<double>{1, 2, 3}), "3 numbers, expected a multiple of 2");
    refused(given_points(std::vector<double>{1, NAN}), "coordinate 1 of point 0 is nan");
    refused(given_points(std::vector<double>{1, 0.5, 3, 1}),
            "coordinate 0 of point 1 is 3, outside the domain, expected 0 to 2");
    refused(given_points(linear_points(0, 1, 3)), "points have 1 coordinates each, expected 2");
    CHECK_THROWS_WITH(given_points(at, {1, -2, 1}), Catch::Contains("the weights add up to 0,"));
}
