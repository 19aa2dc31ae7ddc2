#include "catch.hpp"

#include <cmath>
#include <complex>
#include <string>
#include <vector>

#include <lamina.hpp>

#include "system_oracle.hpp"

// Equations in the language, through the whole generated path, against the nested duals and the complex step of
// the oracle, which shares no code with the library.

using namespace lamina;
using oracle::complex;

namespace {

constexpr auto x = position<1>;
constexpr auto z = position<2>;
constexpr auto p = position<3>;
constexpr auto eps = parameter<"eps">;
constexpr auto k = parameter<"k">;
constexpr auto u = unknown<"u">(x);
constexpr auto v = unknown<"u">(z);
constexpr auto w = unknown<"u">(p);

constexpr auto a = coefficient<"a">([](auto y) { return 1 / (2.1 + 2 * sin(y)); });
constexpr auto A = coefficient<"A">([](auto y) {
    return matrix(row(2 + sin(y[0]), 0.5 * y[1]), row(0.25 * y[0], 3 + cos(y[1])));
});
constexpr auto c = coefficient<"c">([](auto y) { return 2 + sin(y[0]) * y[1_c] + y[2_c]; });

constexpr auto darcy = problem(-div(a(x / eps) * grad(u)) == sin(x), on(boundary, u == 0.5));
constexpr auto tensor_darcy = problem(-div(A(z / eps) * grad(v)) == z[0] * z[1], on(boundary, v == z[1]));
constexpr auto helmholtz = problem(lap(v) + k * k * v == exp(z[0]), on(boundary, v == 0));
constexpr auto nonlinear = problem(-lap(v) + pow<3>(v) == z[0], on(boundary, v == 0));
constexpr auto darcy_3d = problem(-div(c(p) * grad(w)) == 1, on(boundary, w == 0));

box const square({-1, -1}, {1, 1});

/// u = 0 at two points on each side, or four on each face
oracle::expected_block zero_on_boundary(oracle::network const& net, box const& domain) {
    return at_points("b", net, boundary_points(domain, 2), [](auto const& u, auto const&) { return u(0); });
}

}  // namespace

TEST_CASE("a divergence form in d dimensions needs d + 2 channels, scalar or tensor", "[kernel]") {
    CHECK(facts_of(tensor_darcy).channels == 4);
    CHECK(facts_of(tensor_darcy).naive_channels == 6);
    CHECK(facts_of(helmholtz).channels == 4);
    CHECK(facts_of(helmholtz).naive_channels == 5);
    CHECK(facts_of(darcy_3d).channels == 5);
    CHECK(facts_of(darcy_3d).naive_channels == 7);
    CHECK(facts_of(darcy).channels == 3);
    CHECK(facts_of(darcy).linear);
    CHECK_FALSE(facts_of(nonlinear).linear);
    CHECK(facts_of(nonlinear).order == 2);
    CHECK(facts_of(tensor_darcy).divergence_form);
    CHECK_FALSE(facts_of(problem(a(x / eps) * lap(u) == 1, on(boundary, u == 0))).divergence_form);
}

TEST_CASE("the one-dimensional Darcy equation agrees with the oracle", "[kernel]") {
    double const e = 0.3;
    oracle::network const net{{1, 6, 5, 1}, true};
    auto model = collocate(darcy, interval(-1, 1), mlp({6, 5}), points(9), eps = e, lambda{3});
    oracle::check(model, glorot(model.layout(), 3),
                  {at_points("u", net, interior_points(interval(-1, 1), points(9)),
                             [e](auto const& u, auto const& x) {
                                 double const y = x[0] / e, g = 2.1 + 2 * std::sin(y);
                                 return -u(0, 0, 0) / g + 2 * std::cos(y) / (g * g * e) * u(0, 0) - std::sin(x[0]);
                             }),
                   at_points("b", net, {-1, 1}, [](auto const& u, auto const&) { return u(0) - 0.5; })});
}

TEST_CASE("the tensor Darcy equation agrees with the oracle", "[kernel]") {
    double const e = 0.7;
    box const square({0, 0}, {1, 2});
    oracle::network const net{{2, 7, 4, 1}, false};
    auto model = collocate(tensor_darcy, square, mlp({7, 4}, activation::sin), points(11), side_points{3}, eps = e);
    // div(A grad u) = A_ij u_ij + (d_i A_ij) u_j
    oracle::check(model, glorot(model.layout(), 3),
                  {at_points("u", net, interior_points(square, points(11)),
                             [e](auto const& u, auto const& x) {
                                 double const y0 = x[0] / e, y1 = x[1] / e;
                                 return -((2 + std::sin(y0)) * u(0, 0, 0) + (0.5 * y1 + 0.25 * y0) * u(0, 0, 1) +
                                          (3 + std::cos(y1)) * u(0, 1, 1)) -
                                        std::cos(y0) / e * u(0, 0) + std::sin(y1) / e * u(0, 1) - x[0] * x[1];
                             }),
                   at_points("b", net, boundary_points(square, {3}, 2),
                             [](auto const& u, auto const& x) { return u(0) - x[1]; })});
}

TEST_CASE("the Helmholtz equation agrees with the oracle", "[kernel]") {
    oracle::network const net{{2, 9, 1}, true};
    auto model = collocate(helmholtz, square, mlp({9}), points(8), side_points{2}, k = 1.5);
    oracle::check(
        model, glorot(model.layout(), 3),
        {at_points("u", net, interior_points(square, points(8)),
                   [](auto const& u, auto const& x) { return u(0, 0, 0) + u(0, 1, 1) + 2.25 * u(0) - std::exp(x[0]); }),
         zero_on_boundary(net, square)});
}

TEST_CASE("a nonlinear equation agrees with the oracle", "[kernel]") {
    oracle::network const net{{2, 5, 5, 1}, true};
    auto model = collocate(nonlinear, square, mlp({5, 5}), points(8), side_points{2});
    oracle::check(
        model, glorot(model.layout(), 3),
        {at_points("u", net, interior_points(square, points(8)),
                   [](auto const& u, auto const& x) { return -u(0, 0, 0) - u(0, 1, 1) + u(0) * u(0) * u(0) - x[0]; }),
         zero_on_boundary(net, square)});
}

TEST_CASE("a three-dimensional equation agrees with the oracle", "[kernel]") {
    box const cube({0, 0, 0}, {1, 1, 1});
    oracle::network const net{{3, 6, 1}, true};
    auto model = collocate(darcy_3d, cube, mlp({6}), points(7), side_points{2});
    oracle::check(model, glorot(model.layout(), 3),
                  {at_points("u", net, interior_points(cube, points(7)),
                             [](auto const& u, auto const& x) {
                                 double const s = std::sin(x[0]);
                                 return -(2 + s * x[1] + x[2]) * (u(0, 0, 0) + u(0, 1, 1) + u(0, 2, 2)) -
                                        std::cos(x[0]) * x[1] * u(0, 0) - s * u(0, 1) - u(0, 2) - 1.0;
                             }),
                   zero_on_boundary(net, cube)});
}

TEST_CASE("features make periodic conditions hold exactly, and their residuals are differences", "[kernel]") {
    constexpr auto cell = problem(-lap(u) == cos(x), on(periodic, u), mean(u) == 0);
    auto const network = mlp({8});
    auto exact = collocate(cell, interval(0, 2 * pi), network, points(12), features(sin(x), cos(x)));
    auto const theta = glorot(exact.layout(), 5);
    auto r_of = [&](auto& model, std::vector<double> const& at) {
        std::vector<double> r(model.system().rows());
        model.system().residual(at, r);
        return r;
    };
    auto const r = r_of(exact, theta);
    REQUIRE(exact.system().blocks().size() == 4);  // u, its value and slope at the ends, its mean
    CHECK(std::abs(r[12]) <= 1e-14);
    CHECK(std::abs(r[13]) <= 1e-14);
    auto const over = quadrature_points(interval(0, 2 * pi), points(12), {true});
    CHECK(std::abs(r[14] - mean_of(exact.value(theta, over.points), over).value) <= 1e-14);

    auto plain = collocate(cell, interval(0, 2 * pi), network, points(12));
    auto const other = glorot(plain.layout(), 5);
    auto const ends = plain.value(other, std::vector<double>{0, 2 * pi});
    CHECK(std::abs(r_of(plain, other)[12] - (ends[0] - ends[1])) <= 1e-14);
}

TEST_CASE("wrong input to collocate is refused with names and values", "[kernel]") {
    CHECK_THROWS_WITH(collocate(darcy, interval(0, 1), mlp({3})), Catch::Contains("parameter eps is not bound"));
    CHECK_THROWS_WITH(collocate(darcy, box({0, 0}, {1, 1}), mlp({3}), eps = 1),
                      Catch::Contains("the domain has dimension 2, the equation 1"));
    constexpr auto singular = problem(-div(log(x) * grad(u)) == 1, on(boundary, u == 0));
    CHECK_THROWS_WITH(collocate(singular, interval(-1, 1), mlp({3}), points(4)),
                      Catch::Contains("at the point (-0.6)"));
    CHECK_THROWS_WITH(collocate(darcy, interval(0, 1), mlp({3}), points(0), eps = 1), Catch::Contains("is 0"));
    auto model = collocate(darcy, interval(0, 1), mlp({3}), points(4), eps = 1);
    std::vector<double> const short_theta(2);
    std::vector<double> r(model.system().rows());
    CHECK_THROWS_AS(model.system().residual(short_theta, r), std::invalid_argument);
}

TEST_CASE("the scaling of the tangent kernel agrees with an independent calculation", "[kernel]") {
    // Experiment C2 with 40 points: |K_uu| and its largest eigenvalue by power iteration on the oracle's J.
    constexpr auto b = coefficient<"b">([](auto y) { return 1 / (2.1 + 2 * sin(2 * pi * y)); });
    constexpr auto scaling = problem(-div(b(x / eps) * grad(u)) == 0, on(boundary, u == 0));
    oracle::network const network{{1, 10, 1}, true};
    for (double const e : {0.1, 0.025}) {
        auto model = collocate(scaling, interval(-pi, pi), mlp({10}), points(40), eps = e);
        auto const theta = standard_normal(model.layout(), 1);
        tangent_kernel const kernel(model, theta);
        std::size_t const parameters = theta.size();
        auto const at = interior_points(interval(-pi, pi), points(40));
        std::vector<double> j(40 * parameters), gram(40 * 40);
        std::vector<complex> t(theta.begin(), theta.end());
        for (std::size_t n = 0; n < 40; ++n)
            for (std::size_t q = 0; q < parameters; ++q) {
                t[q] += complex(0, 1e-30);
                double const y = 2 * pi * at[n] / e, g = 2.1 + 2 * std::sin(y);
                complex const r = -oracle::derivative(network, t, {at[n]}, 0, 0, 0) / g +
                                  4 * pi * std::cos(y) / (g * g * e) * oracle::derivative(network, t, {at[n]}, 0, 0);
                j[n * parameters + q] = r.imag() / 1e-30;
                t[q] = theta[q];
            }
        double norm = 0;
        for (std::size_t n = 0; n < 40; ++n)
            for (std::size_t m = 0; m < 40; ++m) {
                for (std::size_t q = 0; q < parameters; ++q)
                    gram[n * 40 + m] += j[n * parameters + q] * j[m * parameters + q] / 40;
                norm += gram[n * 40 + m] * gram[n * 40 + m];
            }
        CHECK(std::abs(kernel.block("u", "u").frobenius_norm() / std::sqrt(norm) - 1) <= 1e-8);
        std::vector<double> q(40, 1.0), next(40);
        double largest = 0;
        for (int step = 0; step < 2000; ++step) {
            double size = 0;
            for (std::size_t n = 0; n < 40; ++n) {
                next[n] = 0;
                for (std::size_t m = 0; m < 40; ++m) next[n] += gram[n * 40 + m] * q[m];
                size += next[n] * next[n];
            }
            largest = std::sqrt(size);
            for (std::size_t n = 0; n < 40; ++n) q[n] = next[n] / largest;
        }
        CHECK(std::abs(kernel.spectrum("u").front() / largest - 1) <= 1e-8);
    }
}
