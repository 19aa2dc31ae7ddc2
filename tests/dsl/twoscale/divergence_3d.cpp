// -div(A(x / eps) * grad(u)) == f in space, A a scalar and a tensor.
#include <boost/hana/at.hpp>

#include <lamina/dsl/expr/coefficient.hpp>
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/expr/vectors.hpp>
#include <lamina/dsl/rewrite/same.hpp>
#include <lamina/dsl/twoscale/homogenize.hpp>

using namespace lamina;

namespace {
constexpr auto x = position<3>;
constexpr auto y = position<3, "y">;
constexpr auto eps = parameter<"eps">;
constexpr auto u = unknown<"u">(x);
constexpr auto u0 = unknown<"u0">(x);
constexpr auto u1 = unknown<"u1">(x, y);
constexpr auto chi_0 = unknown<"chi_0">(y);
constexpr auto chi_1 = unknown<"chi_1">(y);
constexpr auto chi_2 = unknown<"chi_2">(y);
constexpr auto a = coefficient<"a">([](auto z) { return 2 + sin(z[2_c]); });
constexpr auto A = coefficient<"A">([](auto z) {
    return matrix(row(3, sin(z[0_c]), 0), row(0, 2, 0), row(0, cos(z[1_c]), 4));
});

constexpr auto ts = homogenize(problem(-div(a(x / eps) * grad(u)) == 1, on(boundary, u == 0)), x / eps);
constexpr auto a_y = 2 + sin(y[2_c]);
static_assert(ts.dimension == 3 && ts.cells == 3 && ts.requirements == 0 && !ts.slow_cells);
static_assert(ts.direction(0) == 0 && ts.direction(1) == 1 && ts.direction(2) == 2);
static_assert(same(ts.order<-2>(), constant<0>));
static_assert(same(ts.order<-1>(), -a_y * (d(u1, y[0_c], y[0_c]) + d(u1, y[1_c], y[1_c]) + d(u1, y[2_c], y[2_c])) -
                                       cos(y[2_c]) * (d(u0, x[2_c]) + d(u1, y[2_c]))));
static_assert(same(ts.cell<0>().equation, -a_y * lap(chi_0) - cos(y[2_c]) * d(chi_0, y[2_c]) == 0));
static_assert(same(ts.cell<1>().equation, -a_y * lap(chi_1) - cos(y[2_c]) * d(chi_1, y[2_c]) == 0));
static_assert(same(ts.cell<2>().equation, -a_y * lap(chi_2) - cos(y[2_c]) * (1 + d(chi_2, y[2_c])) == 0));
static_assert(same(ts.corrector(), chi_0 * d(u0, x[0_c]) + chi_1 * d(u0, x[1_c]) + chi_2 * d(u0, x[2_c])));

constexpr auto tensor = homogenize(problem(-div(A(x / eps) * grad(u)) == 1, on(boundary, u == 0)), x / eps);
static_assert(tensor.cells == 3 && tensor.requirements == 0);
static_assert(same(tensor.cell<1>().equation,
                   -3 * d(chi_1, y[0_c], y[0_c]) - d(sin(y[0_c]) * (1 + d(chi_1, y[1_c])), y[0_c]) -
                           2 * d(chi_1, y[1_c], y[1_c]) - d(cos(y[1_c]) * (1 + d(chi_1, y[1_c])), y[2_c]) -
                           4 * d(chi_1, y[2_c], y[2_c]) ==
                       0));
static_assert(same(tensor.corrector(), ts.corrector()));
}  // namespace
