#include "../catch.hpp"

#include <cmath>
#include <cstdio>
#include <filesystem>
#include <string>

#include <lamina.hpp>

// A solution as a function: values, norms and errors against closed forms, files, fields, the two-scale solution.

using namespace lamina;
using Catch::Contains;

namespace {

constexpr auto x = position<2>;
constexpr auto s = position<1>;
constexpr auto t = time_axis;
constexpr auto eps = parameter<"eps">;
constexpr auto u = unknown<"u">(x);
constexpr auto w = unknown<"w">(s);
constexpr auto exact = sin(pi * x[0]) * exp(x[1]);
constexpr auto poisson = problem(manufacture(-lap(u) == 0, u, exact), on(boundary, u == exact));
constexpr auto a = coefficient<"a">([](auto y) { return 1 / (2.1 + 2 * sin(y)); });
constexpr auto darcy = problem(-div(a(s / eps) * grad(w)) == sin(s), on(boundary, w == 0));
double const Pi = std::acos(-1.0);

box const square({0, 0}, {1, 1});

std::string file(char const* name) {
    return (std::filesystem::temp_directory_path() / name).string();
}

}  // namespace

TEST_CASE("Norms of a solution are those of its closed form") {
    auto const u_h = solve(poisson, square, chebyshev{14});
    double const l2_exact = std::sqrt((std::exp(2.0) - 1) / 4), h1_exact = l2_exact * std::sqrt(2 + Pi * Pi);
    CHECK(norm(u_h, l2) == Approx(l2_exact).epsilon(1e-10));
    CHECK(norm(u_h, h1) == Approx(h1_exact).epsilon(1e-10));
    CHECK(norm(u_h, maximum) == Approx(std::exp(1.0)).epsilon(1e-4));
    CHECK(norm(u_h, l2, grad(u)) == Approx(l2_exact * std::sqrt(1 + Pi * Pi)).epsilon(1e-10));
    CHECK(norm(u_h, l2, lap(u)) == Approx(l2_exact * (Pi * Pi - 1)).epsilon(1e-8));
    for (double const off : {error(u_h, exact, l2), error(u_h, exact, maximum)}) CHECK(off < 1e-10);
    CHECK(error(u_h, exact, h1) < 1e-9);
    CHECK(error(u_h, exact + 0.125, l2) == Approx(0.125).epsilon(1e-10));
    CHECK(error(u_h, exact + 0.5 * x[0], h1) == Approx(0.5 * std::sqrt(4.0 / 3)).epsilon(1e-10));
    CHECK(error(u_h, 0, l2) == Approx(l2_exact).epsilon(1e-10));
}

TEST_CASE("A solution is evaluated with the shapes of expressions") {
    auto const u_h = solve(poisson, square, chebyshev{14});
    std::vector<double> const at{0.3, 0.7, 0.2, 0.1, 0.5, 0.9};
    auto const value = u_h(at);
    auto const slope = u_h(at, grad(u));
    auto const hessian = u_h(at, grad(grad(u)));
    REQUIRE(slope.shape() == std::array<std::size_t, 2>{3, 2});
    REQUIRE(hessian.shape() == std::array<std::size_t, 3>{3, 2, 2});
    for (std::size_t p = 0; p < 3; ++p) {
        double const cosine = std::cos(Pi * at[2 * p]), sine = std::sin(Pi * at[2 * p]), e = std::exp(at[2 * p + 1]);
        CHECK(value[p] == Approx(sine * e).epsilon(1e-11));
        CHECK(slope(p, 0) == Approx(Pi * cosine * e).epsilon(1e-9).margin(1e-9));
        CHECK(slope(p, 1) == Approx(sine * e).epsilon(1e-9));
        CHECK(hessian(p, 0, 0) == Approx(-Pi * Pi * sine * e).epsilon(1e-8));
        CHECK(hessian(p, 1, 0) == Approx(Pi * cosine * e).epsilon(1e-8).margin(1e-8));
    }
    CHECK_THROWS_WITH(u_h(std::vector<double>{0.1, 0.2, 0.3}), Contains("3"));
    CHECK_THROWS_WITH(u_h(std::vector<double>{0.1, NAN}), Contains("coordinate 1 of point 0 is nan"));
}

TEST_CASE("A norm resolves the finest scale, and says where it cannot") {
    auto const w_h = solve(darcy, interval(-pi, pi), eps = 1.0 / 8);
    // w' = (cos x + c)(2.1 + 2 sin(x / eps)); c makes the mean of w' 0
    double const e = 1.0 / 8, many = 200000;
    double mean = 0, weight = 0, square_of_slope = 0;
    auto const inverse = [&](double at) { return 2.1 + 2 * std::sin(at / e); };
    auto const point = [&](double k) { return -Pi + 2 * Pi * (k + 0.5) / many; };
    for (double k = 0; k < many; ++k) mean += std::cos(point(k)) * inverse(point(k)), weight += inverse(point(k));
    for (double k = 0; k < many; ++k) {
        double const slope = (std::cos(point(k)) - mean / weight) * inverse(point(k));
        square_of_slope += slope * slope * 2 * Pi / many;
    }
    CHECK(norm(w_h, l2, grad(w)) == Approx(std::sqrt(square_of_slope)).epsilon(1e-6));
    CHECK_THROWS_WITH(norm(w_h, l2, pow<-1, 2>(abs(s - 0.1))), Contains("the function varies on a finer scale"));
}

TEST_CASE("A solution in time has norms over space and time") {
    constexpr auto v = unknown<"v">(s, t);
    constexpr auto decay_of_sine = exp(-t) * sin(s);
    constexpr auto heat = problem(dt(v) == lap(v), on(t == 0, v == sin(s)), on(boundary, v == 0));
    auto const v_h = solve(heat, interval(0, pi), chebyshev{14}, during{0, 1});
    CHECK(error(v_h, decay_of_sine, maximum) < 1e-9);
    double const l2_exact = std::sqrt(Pi / 2 * (1 - std::exp(-2.0)) / 2);
    CHECK(norm(v_h, l2) == Approx(l2_exact).epsilon(1e-9));
    CHECK(norm(v_h, h1) == Approx(std::sqrt(2.0) * l2_exact).epsilon(1e-8));  // the gradient is in space
}

TEST_CASE("A vector has the norms of its components together") {
    constexpr auto v = unknown<"v", 2>(x);
    constexpr auto turned = vector(x[1] * x[1], sin(x[0]));
    constexpr auto p =
        problem(manufacture(-div(grad(v)) == vector(constant<0>, constant<0>), v, turned), on(boundary, v == turned));
    auto const v_h = solve(p, square, chebyshev{12});
    CHECK(error(v_h, turned, maximum) < 1e-11);
    CHECK(norm(v_h, l2) == Approx(std::sqrt(0.2 + (1 - std::sin(2.0) / 2) / 2)).epsilon(1e-9));
    CHECK(norm(v_h, l2, curl(v)) > 0);
    // terms that cancel leave their rounding, which no quadrature settles
    CHECK(norm(v_h, l2, v[1] - sin(x[0])) < 1e-11);
    CHECK(norm(v_h, h1, v[0] - x[1] * x[1]) < 1e-9);
    // any scalar expression is a field of another problem
    constexpr auto given = field<"given">(x);
    constexpr auto expected = 2 * x[1] * sin(x[0]);
    constexpr auto again = problem(-lap(u) == -lap(given), on(boundary, u == given));
    CHECK(error(solve(again, square, chebyshev{14}, field_values{"given", v_h.field(d(v[0], x[1]) * v[1])}), expected,
                maximum) < 1e-9);
}

TEST_CASE("A solution is a field of another problem, with its derivatives") {
    constexpr auto given = field<"given">(x);
    constexpr auto v = unknown<"v">(x);
    constexpr auto again = problem(-lap(v) == -lap(given), on(boundary, v == given));
    auto const u_h = solve(poisson, square, chebyshev{14});
    auto const v_h = solve(again, square, chebyshev{14}, field_values{"given", u_h});
    CHECK(error(v_h, exact, maximum) < 1e-10);
    // and an array at points is one
    constexpr auto copy = problem(v == given, on(boundary, v == given));
    auto const values = [&](std::span<double const> at, std::span<int const>) { return u_h(at); };
    auto model = collocate(copy, square, chebyshev{14}, chebyshev_points({20, 20}), field_values{"given", values});
    std::vector<double> const at{0.3, 0.6};
    CHECK(model.value(solve(model.system()).theta, at)[0] == Approx(u_h(at)[0]).epsilon(1e-10));
}

TEST_CASE("A saved solution is loaded by its own model only") {
    auto const path = file("lamina_solution.npz");
    auto const model_at = [](double e, std::size_t degree) {
        return collocate(darcy, interval(-pi, pi), chebyshev{degree}, chebyshev_points({2 * degree}), eps = e);
    };
    auto model = model_at(0.25, 64), finer = model_at(0.25, 80), other = model_at(0.5, 64);
    auto const w_h = model.solution(solve(model.system()).theta);
    save(path, w_h);
    CHECK(error(model.load(path), w_h, maximum) == 0);
    CHECK_THROWS_WITH(other.load(path),
                      Contains("another equation") && Contains("eps = 0.25") && Contains("eps = 0.5"));
    CHECK_THROWS_WITH(finer.load(path), Contains("65 parameters, expected the 81"));
    auto const other_equation =
        collocate(problem(-lap(w) == sin(s), on(boundary, w == 0)), interval(-pi, pi), chebyshev{64});
    CHECK_THROWS_WITH(other_equation.load(path), Contains("another equation"));
    CHECK_THROWS_WITH(model.load(file("lamina_none.npz")), Contains("lamina_none.npz"));
    std::filesystem::remove(path);
    CHECK_THROWS_WITH(model.solution(std::vector<double>{1, 2}), Contains("2 numbers, expected the 65"));
}

TEST_CASE("The two-scale solution has the boundary's share, and converges of second order") {
    constexpr auto two_scale = homogenize(darcy, s / eps);
    auto const medium = solve(two_scale, period(2 * pi));
    auto const w_0 = solve(effective_problem(two_scale, medium), interval(-pi, pi));
    double const expected[]{3.510e-2, 8.296e-3, 2.014e-3};
    double before = 0;
    for (int k = 0; k < 3; ++k) {
        double const e = 1.0 / (8 << k);
        auto const w_h = solve(darcy, interval(-pi, pi), eps = e);
        double const off = error(w_h, corrected(two_scale, w_0, medium, eps = e), maximum);
        CHECK(off == Approx(expected[k]).margin(k == 0 ? 5e-6 : 1e-6));
        CHECK(error(w_h, w_0, maximum) > 5 * off);
        if (k > 0) CHECK(std::log2(before / off) == Approx(2).margin(0.15));
        before = off;
    }
    CHECK_THROWS_WITH(corrected(two_scale, w_0, medium, eps = 0), Contains("eps is 0"));
    // the limit answers to the name of w
    auto const at = linear_points(-3, 3, 7);
    auto const flux = w_0(at, medium(0, 0) * grad(w));
    auto const slope = w_0(at, d(w, s));
    for (std::size_t p = 0; p < 7; ++p) CHECK(flux(p, 0) == Approx(medium(0, 0) * slope[p]).epsilon(1e-12));
    CHECK(norm(w_0, l2, w) == Approx(norm(w_0, l2)).epsilon(1e-12));
}

TEST_CASE("What has no polynomials is told, with what was tried") {
    CHECK_THROWS_WITH(solve(problem(-lap(w) - pow<2>(2000) * w == 1, on(boundary, w == 0)), interval(0, 1)),
                      Contains("it has features that they do not resolve"));
    CHECK_THROWS_WITH(solve(darcy, interval(-pi, pi), eps = 0.5, points(100)),
                      Contains("points are given, but no space"));
    CHECK_THROWS_WITH(solve(darcy, interval(-pi, pi), during{0, 1}, eps = 0.5), Contains("does not depend on time"));
    CHECK_THROWS_WITH(solve(darcy, interval(-pi, pi)), Contains("eps"));
}

TEST_CASE("J of a model is an array: by differences of the residual, and G = J J^T") {
    auto model = collocate(darcy, interval(-pi, pi), mlp({4}), points(7), eps = 0.5);
    auto const theta = glorot(model.layout(), 3);
    auto const J = model.jacobian(theta);
    auto const G = model.gram(theta);
    std::size_t const N = model.system().rows(), P = model.parameters();
    REQUIRE((J.shape()[0] == N && J.shape()[1] == P && G.shape()[0] == N && G.shape()[1] == N));
    std::vector<double> plus(N), minus(N);
    for (std::size_t p = 0; p < P; ++p) {
        auto moved = theta;
        moved[p] += 1e-5, model.system().residual(moved, plus);
        moved[p] -= 2e-5, model.system().residual(moved, minus);
        for (std::size_t n = 0; n < N; ++n)
            CHECK(J(n, p) == Approx((plus[n] - minus[n]) / 2e-5).epsilon(1e-6).margin(1e-7));
    }
    for (std::size_t n = 0; n < N; ++n)
        for (std::size_t m = 0; m < N; ++m) {
            double sum = 0;
            for (std::size_t p = 0; p < P; ++p) sum += J(n, p) * J(m, p);
            CHECK(G(n, m) == Approx(sum).epsilon(1e-11).margin(1e-11));
        }
}

TEST_CASE("A nonlinear problem is solved by polynomials with steps that the residual allows") {
    constexpr auto with = [](auto factor, auto exact_solution) {
        return problem(manufacture(-lap(w) + factor * pow<3>(w) == 0, w, exact_solution),
                       on(boundary, w == exact_solution));
    };
    constexpr auto bent = 0.5 * s + 0.4 * s * s, steep = 2.5 * s + 1.5 * s * s;
    CHECK(error(solve(with(10, bent), interval(0, 1), chebyshev{6}), bent, maximum) < 1e-9);
    CHECK_THROWS_WITH(solve(with(10, steep), interval(0, 1), chebyshev{6}), Contains("is no solution"));
    CHECK_THROWS_WITH(solve(problem(lap(w) + 10 * exp(w) == 0, on(boundary, w == 0)), interval(0, 1), chebyshev{12}),
                      Contains("is no solution"));
}

TEST_CASE("What has no solution, or many, or what polynomials miss, is no solution of the chosen space") {
    CHECK_THROWS_WITH(
        solve(problem(-lap(w) == 1, on(boundary, dot(normal, grad(w)) == 0), mean(w) == 0), interval(0, 1)),
        Contains("there may be no solution"));
    CHECK_THROWS_WITH(
        solve(problem(-lap(w) == sin(2 * pi * s), on(boundary, dot(normal, grad(w)) == 0)), interval(0, 1)),
        Contains("w is one of many"));
    CHECK_THROWS_WITH(solve(problem(lap(w) + pi * pi * w == 1, on(boundary, w == 0)), interval(0, 1)),
                      Contains("there may be no solution"));
    CHECK_THROWS_WITH(solve(problem(-lap(w) == exp(-pow<2>((s - 0.3137) / 1e-4)) * 1e4, on(boundary, w == 0)),
                            interval(0, 1)),
                      Contains("it has features that they do not resolve"));
}

TEST_CASE("A saved solution is of its network, its features and its coefficients") {
    constexpr auto A = coefficient<"A">([](auto y) { return 1 + y; });
    constexpr auto B = coefficient<"A">([](auto y) { return 100 + y; });
    constexpr auto of_a = problem(-div(A(s) * grad(w)) == 1, on(boundary, w == 0));
    constexpr auto of_b = problem(-div(B(s) * grad(w)) == 1, on(boundary, w == 0));
    auto const path = file("lamina_network.npz");
    auto model = collocate(of_a, interval(0, 1), mlp({8}), points(20));
    save(path, model.solution(glorot(model.layout(), 1)));
    auto const loads = [&](auto const& other) { return other.load(path).theta().size(); };
    CHECK(loads(collocate(of_a, interval(0, 1), mlp({8}), points(30))) == model.parameters());
    CHECK_THROWS_WITH(loads(collocate(of_a, interval(0, 1), mlp({8}, activation::sin), points(20))),
                      Contains("other values at sample points"));
    CHECK_THROWS_WITH(loads(collocate(of_b, interval(0, 1), mlp({8}), points(20))),
                      Contains("other values at sample points"));
    CHECK_THROWS_WITH(loads(collocate(of_a, interval(0, 1), mlp({8}), points(20), features(cos(7 * s)))),
                      Contains("other values at sample points"));
    std::filesystem::remove(path);
}

TEST_CASE("A slope on the boundary has no limit, but for 0") {
    constexpr auto with_slope = [](auto slope) {
        return homogenize(problem(-div(a(s / eps) * grad(w)) == sin(s), on(s == -pi, w == 1),
                                  on(s == pi, dot(normal, grad(w)) == slope)),
                          s / eps);
    };
    constexpr auto steep = with_slope(2), flat = with_slope(0);
    constexpr auto of_x = with_slope(s - pi);
    auto const medium = solve(flat, period(2 * pi));
    CHECK_THROWS_WITH(effective_problem(steep, medium), Contains("has no limit"));
    CHECK_THROWS_WITH(effective_problem(of_x, medium), Contains("has no limit"));
    auto const w_0 = solve(effective_problem(flat, medium), interval(-pi, pi));
    CHECK(w_0(std::vector<double>{pi}, grad(w))(0, 0) == Approx(0).margin(1e-9));
}
