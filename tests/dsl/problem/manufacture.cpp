#include <lamina/dsl.hpp>

// The right-hand side of a vector equation from an exact solution, and facts of derived equations.

namespace {
using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u", 2>(x);
constexpr auto exact = vector(sin(3 * x[0]), x[0] * x[1]);
constexpr auto elastic =
    manufacture(-div(contract(isotropic<2>(constant<1>, constant<1>), sym(grad(u)))) == vector(0, 0), u, exact);
static_assert(same(elastic.right, vector(27 * sin(3 * x[0]) - 2, constant<0>)));
static_assert(same(elastic.left[0], -3 * d(u[0], x[0], x[0]) - 2 * d(u[1], x[0], x[1]) - d(u[0], x[1], x[1])));

constexpr auto eps = parameter<"eps">;
constexpr auto w = unknown<"u">(x);
constexpr auto a = coefficient<"a">([](auto y) { return 2 + sin(y[0]); });
constexpr auto two_scale = homogenize(problem(-div(a(x / eps) * grad(w)) == 1, on(boundary, w == 0)), x / eps);
constexpr auto of_effective = facts_of(two_scale.effective());
static_assert(of_effective.unknowns == 1 && of_effective.linear && of_effective.order == 2);
static_assert(of_effective.channels == 4 && of_effective.naive_channels == 6);
}  // namespace
