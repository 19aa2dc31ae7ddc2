// Which effective equations the effective tensor says completely.
#include <lamina/dsl/expr/coefficient.hpp>
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/expr/vectors.hpp>
#include <lamina/dsl/twoscale/homogenize.hpp>

using namespace lamina;

namespace {
constexpr auto eps = parameter<"eps">;
constexpr auto x = position<1>;
constexpr auto u = unknown<"u">(x);
constexpr auto a = coefficient<"a">([](auto y) { return 2 + sin(y); });
constexpr auto b = coefficient<"b">([](auto s, auto y) { return 2 + s + sin(y); });
constexpr auto k = coefficient<"k">([](auto y) { return 2 + cos(y); });

template <class E>
constexpr bool flux_only(E const& equation) {
    return decltype(homogenize(problem(equation, on(boundary, u == 0)), x / eps))::flux_only;
}

static_assert(flux_only(-div(a(x / eps) * grad(u)) == sin(x)));
static_assert(flux_only(-div(b(x, x / eps) * grad(u)) == sin(x)));
static_assert(flux_only(-2 * div(a(x / eps) * grad(u)) == 1));
static_assert(flux_only(-d(a(x / eps) * d(u, x), x) == 1));
static_assert(flux_only(-d(b(x, x / eps) * d(u, x), x) == 1));
static_assert(!flux_only(-div(a(x / eps) * grad(u)) + u == 1));
static_assert(!flux_only(-div(a(x / eps) * grad(u)) + k(x / eps) * u == 1));
static_assert(!flux_only(-div(a(x / eps) * grad(u)) + pow<3>(u) == 1));
static_assert(!flux_only(-div(a(x / eps) * grad(u)) + d(u, x) == 1));
static_assert(!flux_only(-div(a(x / eps) * grad(u)) + k(x / eps) * d(u, x) == 1));
static_assert(!flux_only(-div(a(x / eps) * grad(u)) + d(k(x / eps) * u, x) == 1));
static_assert(!flux_only(-lap(u) + d(k(x / eps) * u, x) == 1));
static_assert(!flux_only(-div(a(x / eps) * grad(u)) + cos(x / eps) * u / eps == 1));
static_assert(!flux_only(-div(a(x / eps) * grad(u)) == sin(x / eps)));

constexpr auto X = position<2>;
constexpr auto U = unknown<"u">(X);
constexpr auto A = coefficient<"A">([](auto y) { return matrix(row(2 + sin(y[0]), 0.5), row(cos(y[0]), 3 + cos(y[1]))); });
static_assert(decltype(homogenize(problem(-div(A(X / eps) * grad(U)) == X[0], on(boundary, U == 0)), X / eps))::flux_only);
static_assert(
    !decltype(homogenize(problem(-div(A(X / eps) * grad(U)) + d(U, X[1]) == X[0], on(boundary, U == 0)), X / eps))::flux_only);
}  // namespace
