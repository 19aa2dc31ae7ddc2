// residual = F0(x, u, grad u) - div F1(x, u, grad u) and its linearisation, against forms written by hand; and against
// the residual itself, with all derivatives carried out.
#include <tuple>

#include <lamina/dsl.hpp>
#include <lamina/dsl/weak/linearisation.hpp>

using namespace lamina;

namespace {

constexpr auto x = position<1>;
constexpr auto X = position<2>;
constexpr auto Z = position<3>;
constexpr auto t = time_axis;
constexpr auto c = parameter<"c">;
constexpr auto u = unknown<"u">(x);
constexpr auto v = unknown<"v">(X);
constexpr auto w = unknown<"w">(Z);
constexpr auto h = unknown<"h">(X, t);
constexpr auto q = unknown<"q", 2>(X);
constexpr auto v0 = d(v, X[0]);
constexpr auto v1 = d(v, X[1]);
constexpr auto a = coefficient<"a">([](auto y) { return 2 + sin(y); });
constexpr auto K = coefficient<"K">([](auto y) { return matrix(row(2 + y[0], y[1]), row(sin(y[0]), 3)); });
constexpr auto f = field<"f">(X);
constexpr auto zero = constant<0>;
constexpr auto one = constant<1>;

template <class... E>
constexpr std::tuple<E...> list(E const&... e) {
    return {e...};
}

/// Nodes are the expressions of a list, in order.
template <class... E>
constexpr bool are(graph::arena& g, graph::id_list const& nodes, std::tuple<E...> const& expected) {
    if (nodes.size != static_cast<int>(sizeof...(E))) return false;
    int k = 0;
    return std::apply([&](auto const&... e) { return (graph::same(g, nodes[k++], e.lower(g)) && ...); }, expected);
}

/// Component `row` of left - right, from which the tests below begin
struct read {
    graph::arena g;
    graph::node_id residual = graph::node_id::none;
    graph::id_list unknowns{};
    graph::first_order_form form{};
};
template <class E>
constexpr void read_into(read& out, E const& equation, int row) {
    out.g.literals_by_value = true;
    graph::node_id const whole = equation.lower(out.g);
    out.residual = graph::component(out.g, whole, row);
    out.unknowns = graph::unknowns_in(out.g, whole);
    out.form = graph::first_order_form_of(out.g, out.residual);
}

/// F0 and F1 are as written, and residual - (F0 - div F1) expands to 0.
template <class E, class F0, class F1>
constexpr bool has_form(E const& equation, F0 const& f0, F1 const& f1, int row = 0) {
    read r;
    read_into(r, equation, row);
    graph::arena& g = r.g;
    if (!r.form.exists() || !graph::same(g, r.form.f0, f0.lower(g)) || !are(g, r.form.f1, f1)) return false;
    graph::node_id back = r.form.f0;
    for (int i = 0; i < r.form.dimension; ++i) {
        graph::node_id const along = graph::coordinate(g, r.form.position, i, r.form.dimension);
        back = graph::difference(g, back, graph::derivative(g, r.form.f1[i], along));
    }
    return graph::same(g, r.residual, back);
}
template <class E, class A, class C, class B, class R>
constexpr bool linearises(E const& equation, A const& a_, C const& c_, B const& b_, R const& r_, int row = 0) {
    read r;
    read_into(r, equation, row);
    graph::linearisation const at = graph::linearise(r.g, r.form, r.unknowns);
    return are(r.g, at.a, a_) && are(r.g, at.c, c_) && are(r.g, at.b, b_) && are(r.g, at.r, r_);
}
/// s and g of a linear one
template <class E, class S, class G>
constexpr bool is_driven_by(E const& equation, S const& s, G const& g) {
    read r;
    read_into(r, equation, 0);
    graph::linearisation const at = graph::linearise(r.g, r.form, r.unknowns);
    return are(r.g, at.flux, g) && graph::same(r.g, at.source, s.lower(r.g));
}
template <class E>
constexpr bool has_no_form(E const& equation) {
    read r;
    read_into(r, equation, 0);
    return !r.form.exists();
}

// Darcy, with a tensor and a source
constexpr auto darcy = -div(K(X) * grad(v)) == f;
static_assert(has_form(darcy, -f, list((2 + X[0]) * v0 + X[1] * v1, sin(X[0]) * v0 + 3 * v1)));
static_assert(linearises(darcy, list(2 + X[0], X[1], sin(X[0]), constant<3>), list(zero, zero), list(zero, zero),
                         list(zero)));
static_assert(is_driven_by(darcy, f, list(zero, zero)));
static_assert(!has_form(darcy, f, list((2 + X[0]) * v0 + X[1] * v1, sin(X[0]) * v0 + 3 * v1)));

// lap is div grad, and in three dimensions
constexpr auto poisson = lap(w) + w * w == Z[2_c];
static_assert(has_form(poisson, w * w - Z[2_c], list(-d(w, Z[0_c]), -d(w, Z[1_c]), -d(w, Z[2_c]))));
static_assert(linearises(poisson, list(-one, zero, zero, zero, -one, zero, zero, zero, -one), list(zero, zero, zero),
                         list(zero, zero, zero), list(2 * w)));

// Drift as written: under the div it is a flux, in front of the gradient it is none
constexpr auto conserved = -div(a(X[0]) * grad(v) - v * vector(X[1], c)) == 0;
static_assert(has_form(conserved, zero, list((2 + sin(X[0])) * v0 - X[1] * v, (2 + sin(X[0])) * v1 - c * v)));
static_assert(linearises(conserved, list(2 + sin(X[0]), zero, zero, 2 + sin(X[0])), list(-X[1], -c), list(zero, zero),
                         list(zero)));
constexpr auto carried = -lap(v) + dot(vector(X[1], c), grad(v)) + exp(X[0]) * v == 1;
static_assert(has_form(carried, X[1] * v0 + c * v1 + exp(X[0]) * v - 1, list(v0, v1)));
static_assert(linearises(carried, list(one, zero, zero, one), list(zero, zero), list(X[1], c), list(exp(X[0]))));

// Nonlinear fluxes and reactions: the linearisation contains the unknown and its slopes
constexpr auto porous = -div((1 + u * u) * grad(u)) + pow<3>(u) == x;
static_assert(has_form(porous, pow<3>(u) - x, list((1 + u * u) * d(u, x))));
static_assert(linearises(porous, list(1 + u * u), list(2 * u * d(u, x)), list(zero), list(3 * u * u)));
constexpr auto minimal = -div(grad(v) / sqrt(1 + dot(grad(v), grad(v)))) == 0;
constexpr auto W = 1 + v0 * v0 + v1 * v1;
static_assert(has_form(minimal, zero, list(v0 / sqrt(W), v1 / sqrt(W))));
static_assert(linearises(minimal, list(1 / sqrt(W) - v0 * v0 * pow<-3, 2>(W), -v0 * v1 * pow<-3, 2>(W),
                                       -v0 * v1 * pow<-3, 2>(W), 1 / sqrt(W) - v1 * v1 * pow<-3, 2>(W)),
                         list(zero, zero), list(zero, zero), list(zero)));
constexpr auto burgers = u * d(u, x) - c * lap(u) == a(u);
static_assert(has_form(burgers, u * d(u, x) - 2 - sin(u), list(c * d(u, x))));
static_assert(linearises(burgers, list(c), list(zero), list(u), list(d(u, x) - cos(u))));

// Numbers and parameters in front go under the div, from a sum that is multiplied too; what is known and under a div
// stays
static_assert(has_form(c * (lap(v) / 2 + v) == div(vector(f, X[1])), c * v, list(-c * v0 / 2 + f, X[1] - c * v1 / 2)));
// An outermost derivative along an axis is a term of first order if it is one, and else nothing that stands under a div
static_assert(has_form(d(a(x) * u, x) == 1, cos(x) * u + (2 + sin(x)) * d(u, x) - 1, list(zero)));

// In time: the first derivative is held
constexpr auto heat = dt(h) * h - div(c * h * grad(h)) == 0;
static_assert(has_form(heat, dt(h) * h, list(c * h * d(h, X[0]), c * h * d(h, X[1]))));
static_assert(linearises(heat, list(c * h, zero, zero, c * h), list(c * d(h, X[0]), c * d(h, X[1])), list(zero, zero),
                         list(dt(h))));
static_assert(is_driven_by(dt(h) - div(c * (grad(h) + vector(f, h))) == X[1] * h + t, t - dt(h), list(c * f, zero)));

// Elasticity: a form for each component, d q_k / dx_j counts as 2 k + j
constexpr auto strain = sym(grad(q));
constexpr auto elastic = -div(c * trace(strain) * identity<2> + 2 * strain) + q == vector(0, 1);
constexpr auto shear = d(q[0], X[1]) + d(q[1], X[0]);
static_assert(has_form(elastic, q[0], list((c + 2) * d(q[0], X[0]) + c * d(q[1], X[1]), shear), 0));
static_assert(has_form(elastic, q[1] - 1, list(shear, c * d(q[0], X[0]) + (c + 2) * d(q[1], X[1])), 1));
static_assert(linearises(elastic, list(c + 2, zero, zero, c, zero, one, one, zero), list(zero, zero, zero, zero),
                         list(zero, zero, zero, zero), list(one, zero), 0));
static_assert(linearises(elastic, list(zero, one, one, zero, c, zero, zero, c + 2), list(zero, zero, zero, zero),
                         list(zero, zero, zero, zero), list(zero, one), 1));

// No form: nothing is integrated by parts
static_assert(has_no_form(-a(x) * lap(u) == 1));
static_assert(has_no_form(-d(a(x) * d(u, x), x) == 1));
static_assert(has_no_form(lap(lap(v)) == 1));
static_assert(has_no_form(pow<2>(lap(v)) == 1));
static_assert(has_no_form(dtt(h) - lap(h) == 0));
static_assert(has_no_form(v * lap(v) == 1));
static_assert(has_no_form(-div(lap(v) * grad(v)) == 1));

}  // namespace
