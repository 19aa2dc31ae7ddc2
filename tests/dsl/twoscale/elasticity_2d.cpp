// -div(C(x / eps) : sym(grad(u))) == f in the plane, isotropic: three strain modes, written out in components. Signs of
// the coefficients do not matter here.
#include <boost/hana/at.hpp>

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
constexpr auto u1 = unknown<"u1", 2>(x, y);
constexpr auto N_00 = unknown<"N_00", 2>(y);
constexpr auto N_01 = unknown<"N_01", 2>(y);
constexpr auto N_11 = unknown<"N_11", 2>(y);
constexpr auto bulk = coefficient<"bulk">([](auto z) { return sin(z[0]); });
constexpr auto shear = coefficient<"shear">([](auto z) { return cos(z[1]); });
constexpr auto l = sin(y[0]);
constexpr auto m = cos(y[1]);
constexpr auto none = vector(constant<0>, constant<0>);
constexpr auto f = vector(sin(x[0]), constant<0>);
constexpr auto strain = sym(grad(u));

// the isotropic law in its two forms
constexpr auto written =
    homogenize(problem(-div(bulk(x / eps) * trace(strain) * identity<2> + 2 * shear(x / eps) * strain) == f,
                       on(boundary, u == none)),
               x / eps);
constexpr auto contracted =
    homogenize(problem(-div(contract(isotropic<2>(bulk(x / eps), shear(x / eps)), strain)) == f), x / eps);
static_assert(written.cells == 3 && contracted.cells == 3 && written.components == 2 && written.requirements == 0);
static_assert(written.direction(0) == 0 && written.direction(1) == 1 && written.direction(2) == 3);

// the stress of a gradient with the entries g_kj
constexpr auto normal_stress = [](auto g00, auto g11, auto along) { return l * (g00 + g11) + 2 * m * along; };
constexpr auto shear_stress = [](auto g01, auto g10) { return m * (g01 + g10); };
constexpr auto residual = [](auto s00, auto s01, auto s11) {
    return vector(-d(s00, y[0]) - d(s01, y[1]), -d(s01, y[0]) - d(s11, y[1]));
};

static_assert(same(written.order<-2>(), none));
constexpr auto first_00 = d(u0[0], x[0]) + d(u1[0], y[0]);
constexpr auto first_01 = d(u0[0], x[1]) + d(u1[0], y[1]);
constexpr auto first_10 = d(u0[1], x[0]) + d(u1[1], y[0]);
constexpr auto first_11 = d(u0[1], x[1]) + d(u1[1], y[1]);
constexpr auto order = residual(normal_stress(first_00, first_11, first_00), shear_stress(first_01, first_10),
                                normal_stress(first_00, first_11, first_11));
static_assert(same(written.order<-1>()[0], order[0]));
static_assert(same(written.order<-1>()[1], order[1]));
static_assert(same(contracted.order<-1>()[0], order[0]));
static_assert(same(contracted.order<-1>()[1], order[1]));

constexpr auto cell = [](auto n, auto e00, auto e01, auto e11) {
    auto const g00 = e00 + d(n[0], y[0]);
    auto const g11 = e11 + d(n[1], y[1]);
    return residual(normal_stress(g00, g11, g00), shear_stress(e01 + d(n[0], y[1]), e01 + d(n[1], y[0])),
                    normal_stress(g00, g11, g11)) == none;
};
constexpr auto half = constant<1, 2>;
constexpr auto mode_00 = cell(N_00, constant<1>, constant<0>, constant<0>);
constexpr auto mode_01 = cell(N_01, constant<0>, half, constant<0>);
constexpr auto mode_11 = cell(N_11, constant<0>, constant<0>, constant<1>);
static_assert(same(written.cell<0>().equation, mode_00));
static_assert(same(written.cell<1>().equation, mode_01));
static_assert(same(written.cell<2>().equation, mode_11));
static_assert(same(contracted.cell<0>().equation, mode_00));
static_assert(same(contracted.cell<1>().equation, mode_01));
static_assert(same(contracted.cell<2>().equation, mode_11));
static_assert(!same(written.cell<2>().equation, cell(N_11, constant<1>, constant<0>, constant<0>)));
constexpr auto conditions = written.cell<1>().conditions;
static_assert(same(boost::hana::at_c<0>(conditions).equation, N_01));
static_assert(same(boost::hana::at_c<1>(conditions), mean(N_01) == none));

static_assert(same(written.corrector(), d(u0[0], x[0]) * N_00 + (d(u0[0], x[1]) + d(u0[1], x[0])) * N_01 +
                                            d(u0[1], x[1]) * N_11));

// -div(mean(stress of mode kj) d u0_k / dx_j)
template <int I, int J>
constexpr auto average = [](auto n, auto e00, auto e01, auto e11) {
    auto const g00 = e00 + d(n[0], y[0]);
    auto const g11 = e11 + d(n[1], y[1]);
    if constexpr (I != J) return mean(shear_stress(e01 + d(n[0], y[1]), e01 + d(n[1], y[0])));
    else if constexpr (I == 0) return mean(normal_stress(g00, g11, g00));
    else return mean(normal_stress(g00, g11, g11));
};
template <int I, int J>
constexpr auto stress = average<I, J>(N_00, constant<1>, constant<0>, constant<0>) * d(u0[0], x[0]) +
                        average<I, J>(N_01, constant<0>, half, constant<0>) * (d(u0[0], x[1]) + d(u0[1], x[0])) +
                        average<I, J>(N_11, constant<0>, constant<0>, constant<1>) * d(u0[1], x[1]);
constexpr auto effective = written.effective();
static_assert(same(effective.equation.left[0], -d(stress<0, 0>, x[0]) - d(stress<0, 1>, x[1])));
static_assert(same(effective.equation.left[1], -d(stress<0, 1>, x[0]) - d(stress<1, 1>, x[1])));
static_assert(same(contracted.effective().equation.left[0], -d(stress<0, 0>, x[0]) - d(stress<0, 1>, x[1])));
static_assert(same(effective.equation.right, f));
static_assert(same(boost::hana::at_c<0>(effective.conditions).equation, u0 == none));
}  // namespace
