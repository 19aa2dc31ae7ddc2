// Steady reaction and diffusion: a reaction of order 1 is averaged, be it linear in u with a fast rate or a power of u.
#include <boost/hana/at.hpp>

#include <lamina/dsl/expr/coefficient.hpp>
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/expr/vectors.hpp>
#include <lamina/dsl/rewrite/same.hpp>
#include <lamina/dsl/twoscale/homogenize.hpp>

using namespace lamina;

namespace {
constexpr auto x = position<1>;
constexpr auto y = position<1, "y">;
constexpr auto eps = parameter<"eps">;
constexpr auto u = unknown<"u">(x);
constexpr auto u0 = unknown<"u0">(x);
constexpr auto u1 = unknown<"u1">(x, y);
constexpr auto u2 = unknown<"u2">(x, y);
constexpr auto chi = unknown<"chi">(y);
constexpr auto a = coefficient<"a">([](auto z) { return 1 / (2.1 + 2 * sin(z)); });
constexpr auto k = coefficient<"k">([](auto z) { return 2 + cos(z); });

constexpr auto ts = homogenize(
    problem(-div(a(x / eps) * grad(u)) + k(x / eps) * u == sin(x / eps) + x, on(boundary, u == 0)), x / eps);
static_assert(ts.cells == 1 && ts.requirements == 0 && !ts.slow_cells);
static_assert(same(ts.order<-1>(), -d(a(y) * (d(u0, x) + d(u1, y)), y)));
static_assert(same(ts.order<0>(), -d(a(y) * (d(u0, x) + d(u1, y)), x) - d(a(y) * (d(u1, x) + d(u2, y)), y) +
                                      k(y) * u0 - sin(y) - x));
static_assert(same(ts.cell<0>().equation, -d(a(y) * (1 + d(chi, y)), y) == 0));
static_assert(same(ts.corrector(), chi * d(u0, x)));
static_assert(same(ts.effective().equation,
                   -(mean(a(y)) + mean(a(y) * d(chi, y))) * d(u0, x, x) + mean(k(y)) * u0 == mean(sin(y)) + x));

constexpr auto cubic = homogenize(
    problem(-div(a(x / eps) * grad(u)) + k(x / eps) * pow<3>(u) == x, on(boundary, u == 1)), x / eps);
static_assert(cubic.cells == 1 && cubic.requirements == 0);
static_assert(same(cubic.cell<0>().equation, ts.cell<0>().equation));
static_assert(same(cubic.effective().equation,
                   -(mean(a(y)) + mean(a(y) * d(chi, y))) * d(u0, x, x) + mean(k(y)) * pow<3>(u0) == x));
static_assert(same(boost::hana::at_c<0>(cubic.effective().conditions).equation, u0 == 1));
}  // namespace
