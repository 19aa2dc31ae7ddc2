// Symbolic derivatives against the complex step Im f(x + ih) / h, exact to rounding for analytic f.
#include <complex>
#include <random>

#include <lamina/dsl/calculus/differential.hpp>
#include <lamina/dsl/evaluate/evaluate.hpp>
#include <lamina/dsl/evaluate/point.hpp>
#include <lamina/dsl/expr/coefficient.hpp>
#include <lamina/dsl/expr/functions.hpp>

#include "catch.hpp"

using namespace lamina;

namespace {
using complex = std::complex<double>;

std::mt19937 generator(7);
double between(double low, double high) { return std::uniform_real_distribution<double>(low, high)(generator); }

/// A point of dimension D with eps = 0.7, all coordinates in (0.3, 1.2)
template <class V>
evaluate::point<V> somewhere(int dimension) {
    evaluate::point<V> p;
    for (int i = 0; i < dimension; ++i) p.position["x"].push_back(between(0.3, 1.2));
    p.parameter["eps"] = 0.7;
    return p;
}

template <class E, class Coordinate>
void check(E const& e, Coordinate const& c, int dimension, std::size_t direction) {
    for (int sample = 0; sample < 10; ++sample) {
        auto p = somewhere<complex>(dimension);
        complex const symbolic = evaluate::value<complex>(d(e, c), p);
        double const h = 1e-30;
        p.position["x"][direction] += complex(0, h);
        double const step = evaluate::value<complex>(e, p).imag() / h;
        CHECK(symbolic.real() == Approx(step).epsilon(1e-12));
        CHECK(symbolic.imag() == 0);
    }
}

constexpr auto x = position<1>;
constexpr auto X = position<2>;
constexpr auto Z = position<3>;
constexpr auto eps = parameter<"eps">;
constexpr auto a = coefficient<"a">([](auto y) { return 1 / (2.1 + 2 * sin(y)); });
constexpr auto b = coefficient<"b">([](auto s, auto y) { return exp(-s * s) * cos(y) + s * y; });
constexpr auto A = coefficient<"A">([](auto y) {
    return matrix(row(2 + sin(y[0_c] * y[1_c]), 0.5 * y[0_c]), row(y[1_c] * y[1_c], 3 + cos(y[1_c])));
});
}  // namespace

TEST_CASE("every function is differentiated like its complex step") {
    check(exp(-x * x / eps), x, 1, 0);
    check(log(1 + x / eps), x, 1, 0);
    check(sin(3 * x) * x, x, 1, 0);
    check(cos(x) / (1 + x), x, 1, 0);
    check(tan(x / 2), x, 1, 0);
    check(tanh(2 * x) - x, x, 1, 0);
    check(sqrt(1 + x * x), x, 1, 0);
    check(pow<-3>(x + eps), x, 1, 0);
    check(pow<2, 3>(x + 1), x, 1, 0);
}

TEST_CASE("functions of several coordinates are differentiated like their complex steps") {
    check(sin(X[0] * X[1]) / X[1], X[0], 2, 0);
    check(sin(X[0] * X[1]) / X[1], X[1], 2, 1);
    check(exp(Z[0_c]) * Z[1_c] * tanh(Z[2_c] * Z[0_c]), Z[2_c], 3, 2);
    check(dot(Z, Z) * sin(dot(Z, Z)), Z[1_c], 3, 1);
}

TEST_CASE("coefficients are differentiated through their bodies") {
    check(a(x / eps), x, 1, 0);
    check(d(a(x / eps), x), x, 1, 0);
    check(d(a(a(x)), x, x), x, 1, 0);
    check(b(x, x / eps), x, 1, 0);
    check(d(b(x, x / eps), x), x, 1, 0);
    check(A(X / eps)[0][1] * A(X)[1][1], X[0], 2, 0);
    check(A(X / eps)[0][0], X[1], 2, 1);
    check(dot(A(X) * X, X), X[1], 2, 1);
}
