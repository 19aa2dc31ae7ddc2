// -div(a(x / eps) * grad(u)) + r(x / eps) * u / eps == f + g(x) * s(x / eps) / eps: a source that is strong but 0 on
// average has a corrector of its own.
#include <lamina/dsl/expr/coefficient.hpp>
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/expr/vectors.hpp>
#include <lamina/dsl/rewrite/same.hpp>
#include <lamina/dsl/twoscale/homogenize.hpp>

using namespace lamina;

namespace {
constexpr auto eps = parameter<"eps">;
constexpr auto x = position<1>;
constexpr auto y = position<1, "y">;
constexpr auto t = time_axis;
constexpr auto u = unknown<"u">(x);
constexpr auto w = unknown<"u">(x, t);
constexpr auto u0 = unknown<"u0">(x);
constexpr auto chi = unknown<"chi">(y);
constexpr auto N = unknown<"N">(y);
constexpr auto S = unknown<"S">(y);
constexpr auto S_1 = unknown<"S_1">(y);
constexpr auto a = coefficient<"a">([](auto z) { return 1 / (2.1 + 2 * sin(z)); });
constexpr auto r = coefficient<"r">([](auto z) { return cos(z); });
constexpr auto s = coefficient<"s">([](auto z) { return sin(z); });

constexpr auto mixed = homogenize(
    problem(-div(a(x / eps) * grad(u)) + r(x / eps) * u / eps == x + exp(x) * s(x / eps) / eps + cos(x / eps) / eps),
    x / eps);
static_assert(mixed.cells == 4 && mixed.requirements == 3 && !mixed.slow_cells);
static_assert(mixed.direction(1) == -1 && mixed.direction(2) == -2 && mixed.direction(3) == -3);
static_assert(same(mixed.requirement<1>(), -mean(s(y)) == 0));
static_assert(same(mixed.cell<1>().equation, -d(a(y) * d(N, y), y) + r(y) == 0));
static_assert(same(mixed.cell<2>().equation, -d(a(y) * d(S, y), y) - s(y) == 0));
static_assert(same(mixed.cell<3>().equation, -d(a(y) * d(S_1, y), y) - cos(y) == 0));
static_assert(same(mixed.corrector(), chi* d(u0, x) + N * u0 + exp(x) * S + S_1));
static_assert(same(mixed.effective().equation.left, -(mean(a(y)) + mean(a(y) * d(chi, y))) * d(u0, x, x) +
                                                        (mean(r(y) * chi) - mean(a(y) * d(N, y))) * d(u0, x) +
                                                        mean(r(y) * N) * u0));
static_assert(same(mixed.effective().equation.right,
                   x + mean(a(y) * d(S, y)) * exp(x) - mean(r(y) * S) * exp(x) - mean(r(y) * S_1)));

// What depends on time stays in front, what depends on x and y together makes cells of x
constexpr auto in_time = homogenize(problem(dt(w) - lap(w) == exp(-t) * s(x / eps) / eps), x / eps);
static_assert(in_time.cells == 1 && same(in_time.corrector(), exp(-t) * S));
constexpr auto both = coefficient<"b">([](auto at, auto z) { return sin(at * z); });
static_assert(homogenize(problem(-lap(u) == both(x, x / eps) / eps), x / eps).slow_cells);
}  // namespace
