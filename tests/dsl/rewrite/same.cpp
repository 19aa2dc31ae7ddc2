// Equal meaning, substitution and manufactured right-hand sides.
#include <lamina/dsl/calculus/differential.hpp>
#include <lamina/dsl/expr/coefficient.hpp>
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/problem/manufacture.hpp>
#include <lamina/dsl/expr/unknown.hpp>
#include <lamina/dsl/rewrite/same.hpp>

using namespace lamina;

namespace {
constexpr auto x = position<1>;
constexpr auto X = position<2>;
constexpr auto k = parameter<"k">;
constexpr auto u = unknown<"u">(x);
constexpr auto v = unknown<"v">(X);

// same: sums are multiplied out, literals count by value, coefficients by their bodies
static_assert(same(pow<2>(x + k), x * x + 2 * x * k + k * k));
static_assert(same(pow<3>(x - k), pow<3>(x) - 3 * x * x * k + 3 * x * k * k - pow<3>(k)));
static_assert(same((x + k) * (x - k), x * x - k * k));
static_assert(same(0.5 * u, u / 2));
static_assert(same(-0.3 * u, -(0.3 * u)));
static_assert(same(0.0 * u, constant<0>));
static_assert(!same(2.1 * u, 2.2 * u));
static_assert(!same(grad(u), d(u, x)));  // a vector and a scalar
constexpr auto a1 = coefficient<"a">([](auto y) { return y * y; });
constexpr auto a2 = coefficient<"a">([](auto y) { return y * y * y; });
static_assert(same(a1(x), x * x));
static_assert(!same(a1(x), a2(x)));
static_assert(same(lap(u) == x, lap(u) - x == 0));

// substitute: derivatives of the replaced become derivatives of the replacement
static_assert(same(substitute(u * u, u, k), k * k));
static_assert(same(substitute(lap(u), u, x * x * u), 2 * u + 4 * x * d(u, x) + x * x * d(u, x, x)));
static_assert(same(substitute(lap(v), v, X[0] * X[0] * X[1]), 2 * X[1]));
static_assert(same(substitute(grad(v), v, X[0] * X[1]), vector(X[1], X[0])));
static_assert(same(substitute(dot(grad(v), grad(v)), v, 3 * X[0]), constant<9>));
static_assert(same(substitute(lap(u) == u, u, sin(x)), -sin(x) == sin(x)));
// ... and commutes with differentiation
static_assert(same(substitute(d(u * sin(u), x), u, exp(x)), d(substitute(u * sin(u), u, exp(x)), x)));

// manufacture: the exact solution solves the equation
static_assert(same(manufacture(-lap(u) + u == k, u, sin(x)), -lap(u) + u == 2 * sin(x)));
static_assert(same(manufacture(lap(u) == pow<2>(u) + k, u, x * x), lap(u) - pow<2>(u) == 2 - pow<4>(x)));
constexpr auto made = manufacture(-div(a1(x) * grad(u)) + pow<3>(u) == 0, u, cos(k * x));
static_assert(same(substitute(made, u, cos(k * x)), constant<0> * u == constant<0>));
}  // namespace
