// Conditions ask the network for no more than they contain.
#include <lamina/dsl/calculus/differential.hpp>
#include <lamina/dsl/expr/coefficient.hpp>
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/expr/tensors.hpp>
#include <lamina/dsl/problem/problem.hpp>
#include <lamina/dsl/terms/periods.hpp>
#include <lamina/dsl/terms/pointwise.hpp>
#include <lamina/dsl/terms/residuals.hpp>

using namespace lamina;

namespace {

constexpr auto x = position<2>;
constexpr auto t = time_axis;
constexpr auto u = unknown<"u">(x, t);
constexpr auto heat = dt(u) - lap(u) == 0;
using E = std::remove_const_t<decltype(heat)>;

/// The channels of component I of a condition
template <int I = 0, class Of>
constexpr int channels_of(Of const&) {
    return pointwise<equation_residual<E, Of, I>>::plan.channel_count;
}
template <class Of>
constexpr bool reads_tables(Of const&) {
    return pointwise<equation_residual<E, Of>>::tables > 0;
}

// Values: one channel and a table where the other side changes from point to point.
static_assert(channels_of(u == 0) == 1 && !reads_tables(u == 0));
static_assert(channels_of(u == sin(x[0])) == 1 && reads_tables(u == sin(x[0])));
static_assert(channels_of(u == observed) == 1 && reads_tables(u == observed));
static_assert(channels_of(pow<2>(u) == 1) == 1);
static_assert(channels_of(vector(u, d(u, x[0])) == vector(0, 1)) == 1);

// A derivative adds itself and what its chain rule multiplies.
static_assert(channels_of(dt(u) == 0) == 2);
static_assert(channels_of<1>(vector(u, d(u, x[0])) == vector(0, 1)) == 2);
static_assert(channels_of(dot(normal, grad(u)) == 0) == 3 && reads_tables(dot(normal, grad(u)) == 0));
static_assert(channels_of(dot(normal, grad(u)) + 3 * u == 0) == 3);
static_assert(channels_of(dtt(u) == 0) == 3);
static_assert(channels_of(d(u, x[0], x[1]) == 0) == 4);

// Periodic conditions: derivative number k of one axis has k + 1 channels.
constexpr int channels_of_period(int axis, int order) {
    unknown_table const& unknowns = unknowns_of<E>::value;
    graph::arena g;
    return graph::plan_term(g, graph::periodic_residual(g, unknowns, 0, axis, order), unknowns).channel_count;
}
static_assert(channels_of_period(1, 0) == 1 && channels_of_period(1, 1) == 2 && channels_of_period(0, 3) == 4);

// An average of values needs values.
constexpr auto average = mean(u * u) == 1;
static_assert(pointwise<mean_residual<E, std::remove_const_t<decltype(average)>>>::plan.channel_count == 1);
static_assert(!pointwise<mean_residual<E, std::remove_const_t<decltype(average)>>>::affine);

// What is averaged is periodic if all of its unknowns are, and no other function of the position is in it.
constexpr auto v = unknown<"v", 2>(x, t);
constexpr auto k = parameter<"k">;
constexpr auto torus = problem(dt(u) - lap(u) == v[0], v == grad(u), on(periodic, u), on(t == 0, u == 1));
template <class Problem, class Of>
constexpr bool is_periodic_in(Problem const&, Of const&, int axis) {
    return periodic_function<Problem, Of>::along(axis);
}
template <class Of>
constexpr bool is_periodic(Of const& of) {
    return is_periodic_in(torus, of, 0) && is_periodic_in(torus, of, 1);
}
static_assert(is_periodic(u) && is_periodic(k * u * d(u, x[0]) + sin(t) * lap(u)) &&
              is_periodic(dot(grad(u), grad(u))));
static_assert(!is_periodic(x[0] * u) && !is_periodic(u + v[1]) && !is_periodic(cos(x[1])));
static_assert(!is_periodic(coefficient<"a">([](auto y) { return y[0]; })(x) * u) && !is_periodic(field<"f">(x) * u));

// Along one axis: what reads the other coordinate is as periodic as before.
constexpr auto channel = problem(dt(u) - lap(u) == v[0], v == grad(u), on(periodic(x[0]), u), on(periodic(x[1]), v));
static_assert(is_periodic_in(channel, u, 0) && !is_periodic_in(channel, u, 1) && is_periodic_in(channel, v[0], 1));
static_assert(is_periodic_in(channel, x[1] * u, 0) && !is_periodic_in(channel, x[0] * u, 0));
static_assert(is_periodic_in(channel, coefficient<"a">([](auto y) { return y * y; })(x[1]) * u, 0));
static_assert(!is_periodic_in(channel, u * v[0], 0) && !is_periodic_in(channel, u * v[0], 1));

// Along an axis a periodic condition needs as many derivatives as the equations have there: time is no such axis.
template <class Problem>
constexpr int order_along(Problem const&, int axis) {
    return order_in_space<Problem>(axis);
}
static_assert(order_along(channel, 0) == 2 && order_along(channel, 1) == 2);
static_assert(order_along(problem(dtt(u) + d(u, x[0]) + d(u, x[1], x[1], x[1], x[1]) == 0), 0) == 1);
static_assert(order_along(problem(dtt(u) + d(u, x[0]) + d(u, x[1], x[1], x[1], x[1]) == 0), 1) == 4);
static_assert(order_along(problem(lap(lap(u)) == 0), 0) == 4 && order_along(problem(d(u, x[0], x[1]) == 0), 0) == 1);
static_assert(order_along(problem(dt(u) == d(u, x[0], x[0])), 1) == 1);  // values at least

// Vectors and matrices have a residual for each component.
static_assert(residual_count<E> == 1);
static_assert(residual_count<std::remove_const_t<decltype(grad(u) == x)>> == 2);
static_assert(residual_count<std::remove_const_t<decltype(sym(grad(grad(u))) == identity<2>)>> == 4);

}  // namespace
