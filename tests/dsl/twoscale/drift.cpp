// A fast drift (1 / eps) b(x / eps) . grad(u): the cell operator does not conserve, its averages carry the invariant
// measure.
#include <boost/hana/at.hpp>

#include <lamina/dsl/expr/coefficient.hpp>
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/expr/vectors.hpp>
#include <lamina/dsl/rewrite/same.hpp>
#include <lamina/dsl/twoscale/homogenize.hpp>

using namespace lamina;

namespace {
constexpr auto eps = parameter<"eps">;

namespace interval {
constexpr auto x = position<1>;
constexpr auto y = position<1, "y">;
constexpr auto u = unknown<"u">(x);
constexpr auto u0 = unknown<"u0">(x);
constexpr auto u1 = unknown<"u1">(x, y);
constexpr auto chi = unknown<"chi">(y);
constexpr auto m = unknown<"m">(y);
constexpr auto a = coefficient<"a">([](auto z) { return 2 + sin(z); });
constexpr auto b = coefficient<"b">([](auto z) { return cos(z); });
constexpr auto f = coefficient<"f">([](auto z) { return 1 + cos(z); });

constexpr auto ts = homogenize(
    problem(-div(a(x / eps) * grad(u)) + b(x / eps) * d(u, x) / eps == f(x / eps), on(boundary, u == 0)), x / eps);
static_assert(ts.cells == 1 && ts.requirements == 1 && ts.has_measure && !ts.slow_cells);
static_assert(same(ts.order<-1>(), -d(a(y) * (d(u0, x) + d(u1, y)), y) + b(y) * (d(u0, x) + d(u1, y))));
static_assert(same(ts.cell<0>().equation, -d(a(y) * (1 + d(chi, y)), y) + b(y) * (1 + d(chi, y)) == 0));
static_assert(same(ts.invariant_measure().equation, -d(a(y) * d(m, y) + b(y) * m, y) == 0));
static_assert(!same(ts.invariant_measure().equation, -d(a(y) * d(m, y) - b(y) * m, y) == 0));
static_assert(same(boost::hana::at_c<1>(ts.invariant_measure().conditions), mean(m) == 1));
static_assert(same(ts.requirement<0>(), mean(m * b(y)) + mean(a(y) * d(m, y)) == 0));
static_assert(same(ts.effective().equation,
                   -(mean(m * a(y)) + mean(m * a(y) * d(chi, y)) - mean(m * b(y) * chi) - mean(chi * a(y) * d(m, y))) *
                           d(u0, x, x) ==
                       mean(m * f(y))));
}  // namespace interval

namespace plane {
constexpr auto x = position<2>;
constexpr auto y = position<2, "y">;
constexpr auto u = unknown<"u">(x);
constexpr auto chi_0 = unknown<"chi_0">(y);
constexpr auto m = unknown<"m">(y);
constexpr auto N = unknown<"N">(y);
constexpr auto b = coefficient<"b">([](auto z) { return vector(sin(z[1]), cos(z[0])); });
constexpr auto r = coefficient<"r">([](auto z) { return cos(z[0]) * cos(z[1]); });

constexpr auto ts = homogenize(problem(-lap(u) + dot(b(x / eps), grad(u)) / eps == 1, on(boundary, u == 0)), x / eps);
static_assert(ts.cells == 2 && ts.requirements == 2 && ts.has_measure);
static_assert(same(ts.cell<0>().equation, -lap(chi_0) + dot(b(y), grad(chi_0)) + b(y)[0] == 0));
static_assert(same(ts.invariant_measure().equation, -lap(m) - div(m * b(y)) == 0));
static_assert(same(ts.requirement<1>(), mean(m * b(y)[1]) == 0));

// With a reaction of the same order, and no reaction without a corrector of u0
constexpr auto reacting = homogenize(
    problem(-lap(u) + dot(b(x / eps), grad(u)) / eps + r(x / eps) * u / eps == 1, on(boundary, u == 0)), x / eps);
static_assert(reacting.cells == 3 && reacting.requirements == 3);
static_assert(same(reacting.cell<2>().equation, -lap(N) + dot(b(y), grad(N)) + r(y) == 0));
static_assert(same(reacting.requirement<2>(), mean(m * r(y)) == 0));
}  // namespace plane

namespace tensor {
// A tensor that is not symmetric goes to the adjoint transposed.
constexpr auto x = position<2>;
constexpr auto y = position<2, "y">;
constexpr auto u = unknown<"u">(x);
constexpr auto m = unknown<"m">(y);
constexpr auto A = coefficient<"A">([](auto z) { return matrix(row(2 + sin(z[0]), cos(z[1])), row(0, 3)); });
constexpr auto b = coefficient<"b">([](auto z) { return vector(sin(z[1]), 0); });
constexpr auto ts = homogenize(
    problem(-div(A(x / eps) * grad(u)) + dot(b(x / eps), grad(u)) / eps == 1, on(boundary, u == 0)), x / eps);
static_assert(same(ts.invariant_measure().equation,
                   -d((2 + sin(y[0])) * d(m, y[0]) + sin(y[1]) * m, y[0]) -
                           d(cos(y[1]) * d(m, y[0]) + 3 * d(m, y[1]), y[1]) ==
                       0));
}  // namespace tensor
}  // namespace
