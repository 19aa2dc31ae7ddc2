// Vector equations beyond strains: no symmetry is assumed, a derivative of each component has a corrector of its own
// unless two of them drive the same cell problem.
#include <lamina/dsl/expr/coefficient.hpp>
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/expr/tensors.hpp>
#include <lamina/dsl/rewrite/same.hpp>
#include <lamina/dsl/twoscale/homogenize.hpp>

using namespace lamina;

namespace {
constexpr auto x = position<2>;
constexpr auto y = position<2, "y">;
constexpr auto eps = parameter<"eps">;
constexpr auto u = unknown<"u", 2>(x);
constexpr auto u0 = unknown<"u0", 2>(x);
constexpr auto none = vector(constant<0>, constant<0>);
constexpr auto C = coefficient<"C">([](auto z) {
    return matrix(row(3 + sin(z[0]), 1, 0, 0), row(0, 2, cos(z[1]), 0), row(0, sin(z[1]), 2, 0), row(1, 0, 0, 4));
});

constexpr auto any = homogenize(problem(-div(contract(C(x / eps), grad(u))) + u == none), x / eps);
static_assert(any.cells == 4);
constexpr auto n = unknown<"N_10", 2>(y);
static_assert(same(any.cell<2>().equation,
                   vector(-d((3 + sin(y[0])) * d(n[0], y[0]) + d(n[0], y[1]), y[0]) -
                              d(2 * d(n[0], y[1]) + cos(y[1]) * (1 + d(n[1], y[0])), y[1]),
                          -d(sin(y[1]) * d(n[0], y[1]) + 2 * (1 + d(n[1], y[0])), y[0]) -
                              d(d(n[0], y[0]) + 4 * d(n[1], y[1]), y[1])) == none));
static_assert(same(any.corrector(), d(u0[0], x[0]) * unknown<"N_00", 2>(y) + d(u0[0], x[1]) * unknown<"N_01", 2>(y) +
                                        d(u0[1], x[0]) * n + d(u0[1], x[1]) * unknown<"N_11", 2>(y)));

// of the slow and the fast variable
constexpr auto D = coefficient<"D">([](auto z, auto w) { return 2 + sin(z[0]) * cos(w[1]); });
constexpr auto slow = homogenize(problem(-div(D(x, x / eps) * grad(u)) == none), x / eps);
static_assert(slow.slow_cells && slow.slow_averages && slow.cells == 4);
constexpr auto p = unknown<"N_11", 2>(x, y);
constexpr auto a = 2 + sin(x[0]) * cos(y[1]);
static_assert(same(slow.cell<3>().equation,
                   vector(-d(a * d(p[0], y[0]), y[0]) - d(a * d(p[0], y[1]), y[1]),
                          -d(a * d(p[1], y[0]), y[0]) - d(a * (1 + d(p[1], y[1])), y[1])) == none));

// in space
constexpr auto z = position<3>;
constexpr auto s = position<3, "y">;
constexpr auto w = unknown<"u", 3>(z);
constexpr auto strain = sym(grad(w));
constexpr auto bulk = coefficient<"bulk">([](auto at) { return 2 + sin(at[0]); });
constexpr auto shear = coefficient<"shear">([](auto at) { return 3 + cos(at[1_c]); });
constexpr auto body = vector(constant<0>, constant<0>, sin(z[0]));
constexpr auto solid = homogenize(
    problem(-div(bulk(z / eps) * trace(strain) * identity<3> + 2 * shear(z / eps) * strain) == body), z / eps);
static_assert(solid.cells == 6 && solid.components == 3 && solid.direction(3) == 4 && solid.direction(4) == 5);
constexpr auto q = unknown<"N_12", 3>(s);
constexpr auto div_q = d(q[0], s[0]) + d(q[1_c], s[1_c]) + d(q[2_c], s[2_c]);
constexpr auto m = 3 + cos(s[1_c]);
static_assert(same(solid.cell<4>().equation.left[2_c],
                   -d(m * (d(q[2_c], s[0]) + d(q[0], s[2_c])), s[0]) -
                       d(m * (1 + d(q[2_c], s[1_c]) + d(q[1_c], s[2_c])), s[1_c]) -
                       d((2 + sin(s[0])) * div_q + 2 * m * d(q[2_c], s[2_c]), s[2_c])));
constexpr auto general = coefficient<"C">([](auto at) { return isotropic<3>(2 + sin(at[0]), 3 + cos(at[1_c])); });
constexpr auto contracted = homogenize(problem(-div(contract(general(z / eps), strain)) == body), z / eps);
static_assert(contracted.cells == 6);
static_assert(same(contracted.cell<4>().equation.left[2_c], solid.cell<4>().equation.left[2_c]));
}  // namespace
