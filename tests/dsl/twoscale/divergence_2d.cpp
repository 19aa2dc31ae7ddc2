// -div(a(x / eps) * grad(u)) == f in the plane, a scalar: an isotropic coefficient, written out in components.
#include <boost/hana/at.hpp>

#include <lamina/dsl/expr/coefficient.hpp>
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/expr/vectors.hpp>
#include <lamina/dsl/rewrite/same.hpp>
#include <lamina/dsl/twoscale/homogenize.hpp>

using namespace lamina;

namespace {
constexpr auto x = position<2>;
constexpr auto y = position<2, "y">;
constexpr auto eps = parameter<"eps">;
constexpr auto u = unknown<"u">(x);
constexpr auto u0 = unknown<"u0">(x);
constexpr auto u1 = unknown<"u1">(x, y);
constexpr auto u2 = unknown<"u2">(x, y);
constexpr auto chi_0 = unknown<"chi_0">(y);
constexpr auto chi_1 = unknown<"chi_1">(y);
constexpr auto a = coefficient<"a">([](auto z) { return 2 + sin(z[0]) * cos(z[1]); });
constexpr auto a_y = 2 + sin(y[0]) * cos(y[1]);

constexpr auto darcy = problem(-div(a(x / eps) * grad(u)) == sin(x[0]), on(boundary, u == x[1]));
constexpr auto ts = homogenize(darcy, x / eps);

static_assert(ts.dimension == 2 && ts.cells == 2 && ts.requirements == 0 && !ts.slow_cells);
static_assert(ts.direction(0) == 0 && ts.direction(1) == 1);

static_assert(same(ts.order<-2>(), constant<0>));
static_assert(same(ts.order<-1>(), -d(a_y * (d(u0, x[0]) + d(u1, y[0])), y[0]) -
                                       d(a_y * (d(u0, x[1]) + d(u1, y[1])), y[1])));
static_assert(same(ts.order<0>(), -a_y * (d(u0, x[0], x[0]) + d(u0, x[1], x[1])) -
                                      a_y * (d(u1, y[0], x[0]) + d(u1, y[1], x[1])) -
                                      d(a_y * (d(u1, x[0]) + d(u2, y[0])), y[0]) -
                                      d(a_y * (d(u1, x[1]) + d(u2, y[1])), y[1]) - sin(x[0])));

static_assert(same(ts.cell<0>().equation, -d(a_y * (1 + d(chi_0, y[0])), y[0]) - d(a_y * d(chi_0, y[1]), y[1]) == 0));
static_assert(same(ts.cell<1>().equation, -d(a_y * d(chi_1, y[0]), y[0]) - d(a_y * (1 + d(chi_1, y[1])), y[1]) == 0));
static_assert(!same(ts.cell<1>().equation, -d(a_y * (1 + d(chi_1, y[0])), y[0]) - d(a_y * d(chi_1, y[1]), y[1]) == 0));
static_assert(same(ts.corrector(), chi_0 * d(u0, x[0]) + chi_1 * d(u0, x[1])));
constexpr auto cell_conditions = ts.cell<1>().conditions;
static_assert(same(boost::hana::at_c<0>(cell_conditions).equation, chi_1));
static_assert(same(boost::hana::at_c<1>(cell_conditions), mean(chi_1) == 0));

constexpr auto effective = ts.effective();
static_assert(same(effective.equation, -mean(a(y)) * (d(u0, x[0], x[0]) + d(u0, x[1], x[1])) -
                                               mean(a(y) * d(chi_0, y[0])) * d(u0, x[0], x[0]) -
                                               mean(a(y) * d(chi_0, y[1])) * d(u0, x[0], x[1]) -
                                               mean(a(y) * d(chi_1, y[0])) * d(u0, x[0], x[1]) -
                                               mean(a(y) * d(chi_1, y[1])) * d(u0, x[1], x[1]) ==
                                           sin(x[0])));
static_assert(same(boost::hana::at_c<0>(effective.conditions).equation, u0 == x[1]));
}  // namespace
