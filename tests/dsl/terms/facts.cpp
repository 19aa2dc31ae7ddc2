// What is known of equations before any number is: orders, unknowns, linearity, and the channels of the network.
#include <lamina/dsl/calculus/differential.hpp>
#include <lamina/dsl/expr/coefficient.hpp>
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/expr/tensors.hpp>
#include <lamina/dsl/problem/problem.hpp>
#include <lamina/dsl/terms/facts.hpp>

using namespace lamina;

namespace {

constexpr auto x = position<1>;
constexpr auto X = position<2>;
constexpr auto Z = position<3>;
constexpr auto t = time_axis;
constexpr auto c = parameter<"c">;
constexpr auto eps = parameter<"eps">;
constexpr auto a = coefficient<"a">([](auto y) { return 1 / (2.1 + 2 * sin(y)); });
constexpr auto r = coefficient<"r">([](auto y) { return cos(y[0]) * sin(y[1]); });

/// Facts of one equation without conditions
template <class E>
constexpr facts of(E const& equation) {
    return facts_of(problem(equation));
}
constexpr bool channels(facts const& f, int collapsed, int naive) {
    return f.channels == collapsed && f.naive_channels == naive;
}
constexpr bool structure(facts const& f, int dimension, bool time, int unknowns, int equations, int order,
                         bool linear) {
    return f.dimension == dimension && f.time == time && f.unknowns == unknowns && f.equations == equations &&
           f.order == order && f.linear == linear;
}

// One unknown, on an interval and in time: the jets of u, u_x, u_t and one channel of second order.
constexpr auto u = unknown<"u">(x, t);
constexpr facts wave = of(dtt(u) - c * c * lap(u) == 0);
static_assert(structure(wave, 1, true, 1, 1, 2, true));
static_assert(channels(wave, 4, 5));
constexpr facts klein_gordon = of(dtt(u) + c * lap(u) + 2 * u + pow<3>(u) == x * cos(t));
static_assert(structure(klein_gordon, 1, true, 1, 1, 2, false));
static_assert(channels(klein_gordon, 4, 5));
constexpr facts burgers = of(dt(u) + u * d(u, x) - c * lap(u) == 0);
static_assert(structure(burgers, 1, true, 1, 1, 2, false));
static_assert(channels(burgers, 4, 4));
constexpr facts allen_cahn = of(dt(u) - 0.001 * lap(u) + 5 * (pow<3>(u) - u) == 0);
static_assert(structure(allen_cahn, 1, true, 1, 1, 2, false));
static_assert(channels(allen_cahn, 4, 4));
constexpr facts transport = of(dt(u) + c * d(u, x) == 0);
static_assert(structure(transport, 1, true, 1, 1, 1, true));
static_assert(channels(transport, 3, 3));

// In space and time the Laplacian is one channel, whatever its dimension.
constexpr auto w = unknown<"w">(Z, t);
constexpr facts heat = of(dt(w) - c * lap(w) == 0);
static_assert(structure(heat, 3, true, 1, 1, 2, true));
static_assert(channels(heat, 6, 8));
constexpr auto v = unknown<"v">(X, t);
constexpr facts reaction = of(dt(v) - c * lap(v) + (1 / eps) * r(X / eps) * v == 1);
static_assert(structure(reaction, 2, true, 1, 1, 2, true));
static_assert(channels(reaction, 5, 6));

// Fourth order: all of orders 0 to 3, and the biharmonic operator as one.
constexpr auto s = unknown<"s">(X);
constexpr facts plate = of(lap(lap(s)) == X[0]);
static_assert(structure(plate, 2, false, 1, 1, 4, true));
static_assert(channels(plate, 11, 13));
static_assert(plate.partials == 3);

// Several unknowns and equations: the counts are of scalars, the channels those of all equations together.
constexpr auto p = unknown<"p">(X);
constexpr auto flow = rot(s);
constexpr auto cavity =
    problem(dot(flow, grad(flow[0])) + d(p, X[0]) - c * lap(flow[0]) == 0,
            dot(flow, grad(flow[1])) + d(p, X[1]) - c * lap(flow[1]) == 0, on(X[1] == 1, flow[0] == 1), mean(p) == 0);
static_assert(structure(facts_of(cavity), 2, false, 2, 2, 3, false));
static_assert(channels(facts_of(cavity), 8, 10));
constexpr auto q = unknown<"q", 2>(X);
constexpr facts mixed = facts_of(problem(q == -grad(p), div(q) == 1, on(boundary, p == 0)));
static_assert(structure(mixed, 2, false, 3, 3, 1, true));
static_assert(channels(mixed, 3, 3));
constexpr auto strain = sym(grad(q));
constexpr facts elastic = of(-div(c * trace(strain) * identity<2> + 2 * strain) == vector(0, 1));
static_assert(structure(elastic, 2, false, 2, 2, 2, true));
static_assert(channels(elastic, 6, 6));

// A trained parameter is one more variable: linear is what is affine in all of them.
constexpr auto k = trained<"k">;
static_assert(structure(of(lap(s) + k * k * s == 1), 2, false, 1, 1, 2, false));
static_assert(channels(of(lap(s) + k * k * s == 1), 4, 5));
constexpr auto m = unknown<"m">(x);
static_assert(structure(of(-div(a(x / trained<"eps">) * grad(m)) == 1), 1, false, 1, 1, 2, false));
static_assert(channels(of(-div(a(x / eps) * grad(m)) == 1), 3, 3));

// No fact depends on a value.
static_assert(of(0.0 * lap(m) + m == 1).order == 2);

// The order in which the network's outputs stand is that in which the equations name the unknowns.
using cavity_equations = std::remove_const_t<decltype(cavity.equation)>;
constexpr unknown_table const& names = unknowns_of<cavity_equations>::value;
static_assert(names.size == 2 && names.unknown[0].name == "s" && names.unknown[1].name == "p");
static_assert(names.position == "x" && names.axes() == 2 && !names.time);
using two_trained = std::remove_const_t<decltype(k * trained<"j"> * m == lap(m))>;
static_assert(unknowns_of<two_trained>::value.trained_count == 2);
static_assert(unknowns_of<two_trained>::value.find_trained("j") >= 0 &&
              unknowns_of<two_trained>::value.find_trained("i") < 0);

// Those of conditions only come after those of the equation; the unknowns are the equation's.
constexpr auto h = trained<"h">;
constexpr auto inverse = problem(k * m == lap(m), on(boundary, m == h * k), mean(trained<"c"> * m) == 0);
constexpr unknown_table const& sought = unknowns_of<std::remove_const_t<decltype(inverse)>>::value;
static_assert(sought.size == 1 && sought.trained_count == 3);
static_assert(sought.find_trained("k") == 0 && sought.find_trained("h") == 1 && sought.find_trained("c") == 2);

// Divergence form is read off what was written.
static_assert(of(-div(a(x) * grad(m)) == 1).divergence_form);
static_assert(of(dt(u) - div(a(x) * grad(u)) == 1).divergence_form);
static_assert(!of(a(x) * lap(m) == 1).divergence_form);
static_assert(!of(dtt(u) - lap(u) == 0).divergence_form);
// A constant goes under the div, whatever its value; what varies does not.
static_assert(of(dt(u) - c * lap(u) == 1).divergence_form);
static_assert(of(-0.0 * lap(m) / (c * c) == 1).divergence_form);
static_assert(of(c * (lap(m) + m) == 1).divergence_form);
static_assert(!of(a(x) * (lap(m) + m) == 1).divergence_form);
static_assert(!of(m * lap(m) == 1).divergence_form);
static_assert(!of(t * lap(u) == 1).divergence_form);
static_assert(!of(field<"h">(x) * lap(m) == 1).divergence_form);
static_assert(!plate.divergence_form);
static_assert(!of(pow<2>(lap(m)) == 1).divergence_form);  // under a div, and nothing that can be integrated by parts

}  // namespace
