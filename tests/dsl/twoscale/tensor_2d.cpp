// -div(A(x / eps) * grad(u)) == f in the plane, A a tensor that is not symmetric: rows and columns are not swapped.
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
constexpr auto chi_0 = unknown<"chi_0">(y);
constexpr auto chi_1 = unknown<"chi_1">(y);
constexpr auto A = coefficient<"A">([](auto z) {
    return matrix(row(2 + sin(z[0]), 0.5), row(cos(z[0]), 3 + cos(z[1])));
});
constexpr auto a00 = 2 + sin(y[0]);
constexpr auto a01 = 0.5;
constexpr auto a10 = cos(y[0]);
constexpr auto a11 = 3 + cos(y[1]);

constexpr auto ts = homogenize(problem(-div(A(x / eps) * grad(u)) == sin(x[0]), on(boundary, u == 0)), x / eps);
static_assert(ts.cells == 2 && ts.requirements == 0 && !ts.slow_cells);

constexpr auto flux_0 = a00 * (d(u0, x[0]) + d(u1, y[0])) + a01 * (d(u0, x[1]) + d(u1, y[1]));
constexpr auto flux_1 = a10 * (d(u0, x[0]) + d(u1, y[0])) + a11 * (d(u0, x[1]) + d(u1, y[1]));
static_assert(same(ts.order<-2>(), constant<0>));
static_assert(same(ts.order<-1>(), -d(flux_0, y[0]) - d(flux_1, y[1])));

static_assert(same(ts.cell<0>().equation, -d(a00 * (1 + d(chi_0, y[0])) + a01 * d(chi_0, y[1]), y[0]) -
                                                  d(a10 * (1 + d(chi_0, y[0])) + a11 * d(chi_0, y[1]), y[1]) ==
                                              0));
static_assert(same(ts.cell<1>().equation, -d(a00 * d(chi_1, y[0]) + a01 * (1 + d(chi_1, y[1])), y[0]) -
                                                  d(a10 * d(chi_1, y[0]) + a11 * (1 + d(chi_1, y[1])), y[1]) ==
                                              0));
static_assert(same(ts.corrector(), chi_0 * d(u0, x[0]) + chi_1 * d(u0, x[1])));

// -sum_ij mean(A_ij + sum_k A_ik d chi_j / dy_k) d2 u0 / dx_i dx_j; a constant times a derivative averages to 0
static_assert(same(ts.effective().equation,
                   -(2 + mean(sin(y[0])) + mean(a00 * d(chi_0, y[0])) + mean(a01 * d(chi_0, y[1]))) *
                               d(u0, x[0], x[0]) -
                           (0.5 + mean(a00 * d(chi_1, y[0])) + mean(a01 * d(chi_1, y[1]))) * d(u0, x[0], x[1]) -
                           (mean(a10) + mean(a10 * d(chi_0, y[0])) + mean(a11 * d(chi_0, y[1]))) * d(u0, x[0], x[1]) -
                           (3 + mean(cos(y[1])) + mean(a10 * d(chi_1, y[0])) + mean(a11 * d(chi_1, y[1]))) *
                               d(u0, x[1], x[1]) ==
                       sin(x[0])));
}  // namespace
