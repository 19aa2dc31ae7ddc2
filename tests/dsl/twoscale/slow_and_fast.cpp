// -div(a(x, x / eps) * grad(u)) == f: the correctors depend on the slow variable, and the effective coefficient too.
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
constexpr auto chi = unknown<"chi">(x, y);
constexpr auto a = coefficient<"a">([](auto s, auto z) { return 2 + s + sin(z); });
constexpr auto a_xy = 2 + x + sin(y);

constexpr auto ts = homogenize(problem(-div(a(x, x / eps) * grad(u)) == sin(x), on(boundary, u == 0)), x / eps);
static_assert(ts.cells == 1 && ts.requirements == 0 && ts.slow_cells);
static_assert(same(ts.order<-2>(), constant<0>));
static_assert(same(ts.order<-1>(), -d(a_xy * (d(u0, x) + d(u1, y)), y)));
static_assert(same(ts.order<0>(), -d(a_xy * (d(u0, x) + d(u1, y)), x) - d(a_xy * (d(u1, x) + d(u2, y)), y) - sin(x)));
static_assert(same(ts.cell<0>().equation, -d(a_xy * (1 + d(chi, y)), y) == 0));
static_assert(same(ts.corrector(), chi * d(u0, x)));
constexpr auto cell_conditions = ts.cell<0>().conditions;
static_assert(same(boost::hana::at_c<0>(cell_conditions).equation, chi));
static_assert(same(boost::hana::at_c<1>(cell_conditions), mean(chi, y) == 0));
static_assert(same(ts.effective().equation,
                   -d((mean(a(x, y), y) + mean(a(x, y) * d(chi, y), y)) * d(u0, x), x) == sin(x)));
}  // namespace interval

namespace plane {
constexpr auto x = position<2>;
constexpr auto y = position<2, "y">;
constexpr auto u = unknown<"u">(x);
constexpr auto u0 = unknown<"u0">(x);
constexpr auto chi_0 = unknown<"chi_0">(x, y);
constexpr auto chi_1 = unknown<"chi_1">(x, y);
constexpr auto B = coefficient<"B">([](auto s, auto z) {
    return matrix(row(2 + sin(z[0]) + s[0], 0.5), row(0, 3 + cos(z[1])));
});
constexpr auto b00 = 2 + sin(y[0]) + x[0];

constexpr auto ts = homogenize(problem(-div(B(x, x / eps) * grad(u)) == 1, on(boundary, u == 0)), x / eps);
static_assert(ts.cells == 2 && ts.requirements == 0 && ts.slow_cells);
static_assert(same(ts.cell<0>().equation, -d(b00 * (1 + d(chi_0, y[0])) + 0.5 * d(chi_0, y[1]), y[0]) -
                                                  d((3 + cos(y[1])) * d(chi_0, y[1]), y[1]) ==
                                              0));
static_assert(same(ts.cell<1>().equation, -d(b00 * d(chi_1, y[0]) + 0.5 * d(chi_1, y[1]), y[0]) -
                                                  d((3 + cos(y[1])) * (1 + d(chi_1, y[1])), y[1]) ==
                                              0));
static_assert(same(ts.corrector(), chi_0 * d(u0, x[0]) + chi_1 * d(u0, x[1])));
}  // namespace plane
}  // namespace
