// Residuals that hold at the same points share their channels: the union of what each of them needs.
#include <algorithm>
#include <utility>

#include <boost/hana/unpack.hpp>

#include <lamina/dsl.hpp>
#include <lamina/dsl/terms/facts.hpp>

namespace {

using namespace lamina;

/// Channels of all equations of a problem in one pass
template <class E, class... Conditions>
constexpr auto joint_of(problem_t<E, Conditions...> const& p) {
    return boost::hana::unpack(equations_of(p.equation), []<class... Of>(Of const&...) {
        return pointwise<joint_residual<E, Of...>>{};
    });
}
template <class Problem>
using joint = decltype(joint_of(std::declval<Problem>()));

template <int... I>
using plain = partial_channel<I...>;

template <class Joint, class Channels>
constexpr bool carries = std::ranges::equal(Joint::plan.channels(), Channels::values);

constexpr auto x = position<2>;
constexpr auto psi = unknown<"psi">(x);
constexpr auto p = unknown<"p">(x);
constexpr auto v = rot(psi);
constexpr auto Re = parameter<"Re">;
constexpr auto c = coefficient<"c">([](auto y) { return sqrt(y[0] * y[0] + y[1]); });

// The lid-driven cavity: one channel each for d(lap(psi), x0) and d(lap(psi), x1), beside derivatives of second order
// that both equations need. Alone either has seven channels.
constexpr auto cavity = problem(c(x) * (dot(v, grad(v[0])) + d(p, x[0]) - (1 / Re) * lap(v[0])) == 0,
                                c(x) * (dot(v, grad(v[1])) + d(p, x[1]) - (1 / Re) * lap(v[1])) == 0);
using of_cavity = joint<decltype(cavity)>;
static_assert(of_cavity::residuals == 2 && of_cavity::unknowns == 2 && of_cavity::tables == 3);
static_assert(carries<of_cavity, channel_set<plain<>, plain<0>, plain<1>, plain<0, 0>, plain<0, 1>, plain<1, 1>,
                             collapsed_channel<weighted_partial<1, -1, 0, 0, 0>, weighted_partial<1, -1, 0, 1, 1>>,
                             collapsed_channel<weighted_partial<1, -1, 0, 0, 1>, weighted_partial<1, -1, 1, 1, 1>>>>);

// Elasticity in the plane: a weighted sum of two derivatives for each equation and the mixed one are as many as the
// three derivatives of second order, which need no weights.
constexpr auto u = unknown<"u", 2>(x);
constexpr auto mu = parameter<"mu">;
constexpr auto stiffness = coefficient<"l">([](auto y) { return 1 + y[0] * y[1]; });
constexpr auto strain = sym(grad(u));
constexpr auto elastic =
    problem(-div(stiffness(x) * trace(strain) * identity<2> + 2 * mu * strain) == vector(x[1], 1));
using of_elastic = joint<decltype(elastic)>;
static_assert(of_elastic::residuals == 2 && of_elastic::affine);
static_assert(carries<of_elastic, channel_set<plain<>, plain<0>, plain<1>, plain<0, 0>, plain<0, 1>,
                                                             plain<1, 1>>>);

// Flow in space and time: the Laplacian of every velocity is one channel, the balance of mass needs none of its own.
constexpr auto X = position<3>;
constexpr auto t = time_axis;
constexpr auto w = unknown<"w", 3>(X, t);
constexpr auto q = unknown<"q">(X, t);
constexpr auto flow =
    problem(vector(dt(w[0_c]), dt(w[1_c]), dt(w[2_c])) + grad(w) * w + grad(q) - mu * div(grad(w)) == vector(0, 0, 0),
            div(w) == 0);
using of_flow = joint<decltype(flow)>;
static_assert(of_flow::residuals == 4 && of_flow::unknowns == 4 && of_flow::tables == 0);
static_assert(carries<of_flow, channel_set<plain<>, plain<0>, plain<1>, plain<2>, plain<3>,
                                       collapsed_channel<weighted_partial<1, -1, 0, 0>, weighted_partial<1, -1, 1, 1>,
                                                         weighted_partial<1, -1, 2, 2>>>>);

// What one equation collapses and another needs derivative by derivative is not carried twice.
constexpr auto a = unknown<"a">(x);
constexpr auto b = unknown<"b">(x);
using of_mixed = joint<decltype(problem(lap(a) == b, d(b, x[0], x[0]) * d(b, x[1], x[1]) == a))>;
static_assert(of_mixed::plan.channel_count == 5);
static_assert(facts_of(problem(lap(lap(a)) - lap(a) == 1)).channels == 11);

// Equal weights are shared, and so are tables.
constexpr auto k = coefficient<"k">([](auto y) { return 2 + sin(y[0]); });
using of_layers = joint<decltype(problem(-div(k(x) * grad(a)) == b, -div(k(x) * grad(b)) == a))>;
static_assert(of_layers::plan.channel_count == 4);

}  // namespace
