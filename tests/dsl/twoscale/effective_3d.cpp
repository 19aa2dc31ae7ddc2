// -div(a(x / eps) * grad(u)) == f in space: the effective equation, a full tensor of averages.
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
constexpr auto chi_0 = unknown<"chi_0">(y);
constexpr auto chi_1 = unknown<"chi_1">(y);
constexpr auto chi_2 = unknown<"chi_2">(y);
constexpr auto a = coefficient<"a">([](auto z) { return 2 + sin(z[2_c]); });

constexpr auto effective =
    homogenize(problem(-div(a(x / eps) * grad(u)) == 1, on(boundary, u == x[2_c])), x / eps).effective();


static_assert(same(effective.equation,
                   -mean(a(y)) * lap(u0) - mean(a(y) * d(chi_0, y[0_c])) * d(u0, x[0_c], x[0_c]) -
                           mean(a(y) * d(chi_1, y[1_c])) * d(u0, x[1_c], x[1_c]) -
                           mean(a(y) * d(chi_2, y[2_c])) * d(u0, x[2_c], x[2_c]) -
                           mean(a(y) * d(chi_0, y[1_c]) + a(y) * d(chi_1, y[0_c])) * d(u0, x[0_c], x[1_c]) -
                           mean(a(y) * d(chi_0, y[2_c]) + a(y) * d(chi_2, y[0_c])) * d(u0, x[0_c], x[2_c]) -
                           mean(a(y) * d(chi_1, y[2_c]) + a(y) * d(chi_2, y[1_c])) * d(u0, x[1_c], x[2_c]) ==
                       1));
static_assert(same(boost::hana::at_c<0>(effective.conditions).equation, u0 == x[2_c]));
}  // namespace
