// The rules of the cell average beyond the flux form: partials written out, and a slow position of any name.
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
constexpr auto z = position<1, "z">;
constexpr auto b = coefficient<"b">([](auto s, auto t) { return 2 + s + sin(t); });
constexpr auto r = coefficient<"r">([](auto s, auto t) { return (1 + s) * cos(t); });

// -(b(x, x / eps) u')' without grad and div: the average goes inside a derivative in x.
constexpr auto u = unknown<"u">(x);
constexpr auto u0 = unknown<"u0">(x);
constexpr auto chi = unknown<"chi">(x, y);
constexpr auto written_out =
    homogenize(problem(-d(b(x, x / eps) * d(u, x), x) == 1, on(boundary, u == 0)), x / eps);
static_assert(same(written_out.cell<0>().equation, -d(b(x, y) * (1 + d(chi, y)), y) == 0));
static_assert(same(written_out.effective().equation,
                   -d((mean(b(x, y), y) + mean(b(x, y) * d(chi, y), y)) * d(u0, x), x) == 1));

// y sorts before z: the average of d2 N / dy dz is known to vanish all the same.
constexpr auto w = unknown<"w">(z);
constexpr auto w0 = unknown<"u0">(z);
constexpr auto N = unknown<"N">(z, y);
constexpr auto late_name =
    homogenize(problem(-d(w, z, z) + r(z, z / eps) * w / eps == 1, on(boundary, w == 0)), z / eps);
static_assert(late_name.slow_cells && late_name.cells == 1 && late_name.requirements == 1);
static_assert(same(late_name.cell<0>().equation, -d(N, y, y) + r(z, y) == 0));
static_assert(same(late_name.effective().equation, -d(w0, z, z) + mean(r(z, y) * N, y) * w0 == 1));

// The mixture in both variables: the effective reaction gains -d mean(b dN/dy) / dx.
constexpr auto M = unknown<"N">(x, y);
constexpr auto mixture = homogenize(
    problem(-div(b(x, x / eps) * grad(u)) + r(x, x / eps) * u / eps == 1, on(boundary, u == 0)), x / eps);
static_assert(mixture.slow_cells && mixture.cells == 2 && mixture.requirements == 1);
static_assert(same(mixture.effective().equation,
                   -d((mean(b(x, y), y) + mean(b(x, y) * d(chi, y), y)) * d(u0, x), x) -
                           d(mean(b(x, y) * d(M, y), y) * u0, x) + mean(r(x, y) * chi, y) * d(u0, x) +
                           mean(r(x, y) * M, y) * u0 ==
                       1));
}  // namespace
