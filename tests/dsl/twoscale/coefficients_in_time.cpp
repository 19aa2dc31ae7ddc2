// Correctors do not depend on time: functions of time are factors of sources and bounded reactions. Where a cell
// problem or an average would contain time the expansion is refused.
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
constexpr auto u = unknown<"u">(x, t);
constexpr auto u0 = unknown<"u0">(x, t);
constexpr auto c = coefficient<"c">([](auto z) { return 2 + sin(z); });

template <class P>
constexpr graph::refusal why(P const&) {
    return twoscale::derived_from<std::remove_const_t<decltype(P::equation)>, "eps">::made.why;
}
static_assert(why(problem(dt(u) - lap(u) + cos(t) * sin(x / eps) * u / eps == 1)) == graph::refusal::time_in_a_cell);
static_assert(why(problem(dt(u) - div(t * c(x / eps) * grad(u)) == 1)) == graph::refusal::time_in_a_cell);
static_assert(why(problem(dt(u) - lap(u) == sin(t + x / eps))) == graph::refusal::time_in_a_cell);

constexpr auto factors =
    homogenize(problem(c(x / eps) * dt(u) - lap(u) + t * c(x / eps) * u == exp(-t) * c(x / eps)), x / eps);
static_assert(same(factors.effective().equation,
                   mean(c(y)) * dt(u0) - lap(u0) + t * mean(c(y)) * u0 == exp(-t) * mean(c(y))));
}  // namespace
