// -(a(x / eps) u')' == f on an interval: every part of the expansion against the textbook's, written by hand.
#include <type_traits>

#include <boost/hana/at.hpp>

#include <lamina/dsl/expr/coefficient.hpp>
#include <lamina/dsl/expr/functions.hpp>
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

constexpr auto darcy = problem(-div(a(x / eps) * grad(u)) == sin(x), on(boundary, u == 3));
constexpr auto ts = homogenize(darcy, x / eps);

static_assert(ts.dimension == 1 && ts.cells == 1 && ts.requirements == 0 && !ts.slow_cells);
static_assert(ts.direction(0) == 0);

// The orders, with u0 = u0(x)
static_assert(same(ts.order<-2>(), constant<0>));
static_assert(same(ts.order<-1>(), -d(a(y) * (d(u0, x) + d(u1, y)), y)));
static_assert(same(ts.order<0>(), -d(a(y) * (d(u0, x) + d(u1, y)), x) - d(a(y) * (d(u1, x) + d(u2, y)), y) - sin(x)));

// The cell problem, and the corrector in terms of its solution
static_assert(same(ts.cell<0>().equation, -d(a(y) * (1 + d(chi, y)), y) == 0));
static_assert(same(ts.corrector(), chi * d(u0, x)));
constexpr auto cell_conditions = ts.cell<0>().conditions;
static_assert(ts.cell<0>().condition_count == 2);
static_assert(std::is_same_v<std::remove_cvref_t<decltype(boost::hana::at_c<0>(cell_conditions))>,
                             std::remove_cvref_t<decltype(on(periodic, chi))>>);
static_assert(same(boost::hana::at_c<1>(cell_conditions), mean(chi) == 0));

// The effective equation, and the condition of u said of u0
constexpr auto effective = ts.effective();
static_assert(same(effective.equation, -(mean(a(y)) + mean(a(y) * d(chi, y))) * d(u0, x, x) == sin(x)));
static_assert(effective.condition_count == 1);
static_assert(same(boost::hana::at_c<0>(effective.conditions).equation, u0 == 3));

// What a wrong derivation would say
static_assert(!same(ts.cell<0>().equation, -d(a(y) * (2 + d(chi, y)), y) == 0));
static_assert(!same(effective.equation, -mean(a(y)) * d(u0, x, x) == sin(x)));
static_assert(!same(boost::hana::at_c<0>(effective.conditions).equation, u0 == 2));

// A sum in place of a coefficient: the constant's part of the average of chi' is known to vanish
constexpr auto plain = homogenize(
    problem(-div((2 + sin(x / eps)) * grad(u)) == 1, on(periodic, u), mean(u) == 0), x / eps);
static_assert(same(plain.cell<0>().equation, -d((2 + sin(y)) * (1 + d(chi, y)), y) == 0));
static_assert(same(plain.effective().equation,
                   -(2 + mean(sin(y)) + mean(sin(y) * d(chi, y))) * d(u0, x, x) == 1));
constexpr auto plain_conditions = plain.effective().conditions;
static_assert(std::is_same_v<std::remove_cvref_t<decltype(boost::hana::at_c<0>(plain_conditions))>,
                             std::remove_cvref_t<decltype(on(periodic, u0))>>);
static_assert(same(boost::hana::at_c<1>(plain_conditions), mean(u0) == 0));
}  // namespace
