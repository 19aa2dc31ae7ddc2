// -div(a(x / eps) * grad(u)) + r(x / eps) * u / eps == f: a reaction that is strong but 0 on average, as in a mixture.
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
constexpr auto u2 = unknown<"u2">(x, y);
constexpr auto chi = unknown<"chi">(y);
constexpr auto N = unknown<"N">(y);
constexpr auto a = coefficient<"a">([](auto z) { return 1 / (2.1 + 2 * sin(z)); });
constexpr auto r = coefficient<"r">([](auto z) { return cos(z); });

constexpr auto ts = homogenize(
    problem(-div(a(x / eps) * grad(u)) + r(x / eps) * u / eps == sin(x), on(boundary, u == 0)), x / eps);

static_assert(ts.cells == 2 && ts.requirements == 1 && !ts.slow_cells);
static_assert(ts.direction(0) == 0 && ts.direction(1) == -1);
static_assert(same(ts.order<-2>(), constant<0>));
static_assert(same(ts.order<-1>(), -d(a(y) * (d(u0, x) + d(u1, y)), y) + r(y) * u0));
static_assert(same(ts.order<0>(), -d(a(y) * (d(u0, x) + d(u1, y)), x) - d(a(y) * (d(u1, x) + d(u2, y)), y) +
                                      r(y) * u1 - sin(x)));

// Solvable only if the reaction is 0 on average
static_assert(same(ts.requirement<0>(), mean(r(y)) == 0));

static_assert(same(ts.cell<0>().equation, -d(a(y) * (1 + d(chi, y)), y) == 0));
static_assert(same(ts.cell<1>().equation, -d(a(y) * d(N, y), y) + r(y) == 0));
static_assert(!same(ts.cell<1>().equation, -d(a(y) * d(N, y), y) - r(y) == 0));
static_assert(same(ts.corrector(), chi * d(u0, x) + N * u0));
constexpr auto cell_conditions = ts.cell<1>().conditions;
static_assert(same(boost::hana::at_c<0>(cell_conditions).equation, N));
static_assert(same(boost::hana::at_c<1>(cell_conditions), mean(N) == 0));

// -a* u0'' + (mean(r chi) - mean(a N')) u0' + mean(r N) u0 == f
constexpr auto effective = ts.effective();
static_assert(same(effective.equation, -(mean(a(y)) + mean(a(y) * d(chi, y))) * d(u0, x, x) +
                                               (mean(r(y) * chi) - mean(a(y) * d(N, y))) * d(u0, x) +
                                               mean(r(y) * N) * u0 ==
                                           sin(x)));
static_assert(same(boost::hana::at_c<0>(effective.conditions).equation, u0 == 0));
}  // namespace interval

namespace plane {
constexpr auto x = position<2>;
constexpr auto y = position<2, "y">;
constexpr auto u = unknown<"u">(x);
constexpr auto u0 = unknown<"u0">(x);
constexpr auto N = unknown<"N">(y);
constexpr auto r = coefficient<"r">([](auto z) { return cos(z[0]) + sin(z[1]); });

// Constant diffusion: only the reaction has a corrector.
constexpr auto ts = homogenize(problem(-lap(u) + r(x / eps) * u / eps == 1, on(boundary, u == 0)), x / eps);
static_assert(ts.cells == 1 && ts.requirements == 1 && ts.direction(0) == -1);
static_assert(same(ts.requirement<0>(), mean(r(y)) == 0));
static_assert(same(ts.cell<0>().equation, -lap(N) + r(y) == 0));
static_assert(same(ts.corrector(), N * u0));
static_assert(same(ts.effective().equation, -lap(u0) + mean(r(y) * N) * u0 == 1));
}  // namespace plane
}  // namespace
