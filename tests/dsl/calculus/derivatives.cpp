// Derivatives against forms written by hand.
#include <lamina/dsl/calculus/differential.hpp>
#include <lamina/dsl/expr/coefficient.hpp>
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/rewrite/same.hpp>
#include <lamina/dsl/expr/unknown.hpp>

using namespace lamina;

namespace {
constexpr auto x = position<1>;
constexpr auto X = position<2>;
constexpr auto Z = position<3>;
constexpr auto eps = parameter<"eps">;
constexpr auto u = unknown<"u">(x);
constexpr auto v = unknown<"v">(X);
constexpr auto w = unknown<"w">(Z);

static_assert(same(d(exp(2 * x), x), 2 * exp(2 * x)));
static_assert(same(d(log(x), x), 1 / x));
static_assert(same(d(sin(x), x), cos(x)));
static_assert(same(d(cos(x), x, x), -cos(x)));
static_assert(same(d(tan(x), x), 1 + pow<2>(tan(x))));
static_assert(same(d(tanh(x), x), pow<2>(sech(x))));
static_assert(same(d(sqrt(x), x), 1 / (2 * sqrt(x))));
static_assert(same(d(pow<5>(x), x, x), 20 * pow<3>(x)));
static_assert(same(d(X[0] * pow<2>(X[1]), X[0], X[1]), 2 * X[1]));
static_assert(same(d(sin(x / eps), x), cos(x / eps) / eps));

// In time, of a vector by components
constexpr auto t = time_axis;
constexpr auto flow = unknown<"flow", 2>(X, t);
static_assert(same(dt(flow), vector(dt(flow[0]), dt(flow[1]))) && same(dtt(flow), vector(dtt(flow[0]), dtt(flow[1]))));
static_assert(same(dt(t * flow), flow + t * dt(flow)) && same(dtt(flow), dt(dt(flow))) &&
              same(dt(flow)[1], dt(flow[1])));
static_assert(same(dt(vector(sin(2 * t), X[0] * t)), vector(2 * cos(2 * t), X[0])));
static_assert(same(dtt(vector(sin(2 * t), X[0] * t)), vector(-4 * sin(2 * t), 0)));
static_assert(same(div(dt(flow)), dt(div(flow))) && !same(dt(flow), dtt(flow)));

static_assert(same(lap(u), d(u, x, x)));
static_assert(same(lap(v), d(v, X[0], X[0]) + d(v, X[1], X[1])));
static_assert(same(lap(w), d(w, Z[0_c], Z[0_c]) + d(w, Z[1_c], Z[1_c]) + d(w, Z[2_c], Z[2_c])));
static_assert(same(lap(w), div(grad(w))));
static_assert(same(grad(v), vector(d(v, X[0]), d(v, X[1]))));
static_assert(same(grad(v)[1], d(v, X[1])));
static_assert(same(div(X), constant<2>));
static_assert(same(div(v * X), 2 * v + X[0] * d(v, X[0]) + X[1] * d(v, X[1])));
static_assert(same(lap(dot(X, X)), constant<4>));
static_assert(same(lap(lap(u)), d(u, x, x, x, x)));
static_assert(same(lap(pow<2>(u)), 2 * u * d(u, x, x) + 2 * pow<2>(d(u, x))));
static_assert(!same(d(v, X[0], X[1]), d(v, X[0], X[0])));

// Coefficients are differentiated through their bodies.
constexpr auto a = coefficient<"a">([](auto y) { return 1 / (2.1 + 2 * sin(y)); });
static_assert(same(div(a(x / eps) * grad(u)),
                   d(u, x, x) / (2.1 + 2 * sin(x / eps)) -
                       2 * cos(x / eps) / eps / pow<2>(2.1 + 2 * sin(x / eps)) * d(u, x)));
constexpr auto A = coefficient<"A">([](auto y) { return matrix(row(2 + sin(y[0]), 0.5), row(0.5, 3 + cos(y[1]))); });
static_assert(same(div(A(X) * grad(v)), (2 + sin(X[0])) * d(v, X[0], X[0]) + cos(X[0]) * d(v, X[0]) +
                                            d(v, X[0], X[1]) + (3 + cos(X[1])) * d(v, X[1], X[1]) -
                                            sin(X[1]) * d(v, X[1])));
// Two arguments, slow and fast
constexpr auto b = coefficient<"b">([](auto s, auto y) { return s * s * sin(y); });
static_assert(same(d(b(x, x / eps), x), 2 * x * sin(x / eps) + x * x * cos(x / eps) / eps));

// A position with another name
constexpr auto y = position<1, "y">;
constexpr auto u1 = unknown<"u1">(x, y);
static_assert(same(div(grad(u1, y), x), d(u1, x, y)));
static_assert(same(d(mean(a(y) * u1, y), y), constant<0>));
}  // namespace
