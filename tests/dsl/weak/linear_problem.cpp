// Residuals as the library derives them, in the fast position y: what is linear in the derivatives of the unknown, and
// why not.
#include <lamina/dsl.hpp>
#include <lamina/dsl/weak/linear_problem.hpp>

using namespace lamina;

namespace {

constexpr auto x = position<2>;
constexpr auto y = position<2, "y">;
constexpr auto t = time_axis;
constexpr auto w = unknown<"w">(x, y);
constexpr auto other = unknown<"m">(y);
constexpr auto a = coefficient<"a">([](auto z) { return 2 + sin(z[0]) * cos(z[1]); });
constexpr auto w0 = d(w, y[0]);
constexpr auto zero = constant<0>;

struct read {
    graph::arena g;
    graph::linear_problem found{};
};
template <class E>
constexpr read of(E const& residual) {
    read out;
    out.g.literals_by_value = true;
    graph::node_id const root = residual.lower(out.g);
    out.found = graph::read_linear_problem(out.g, root, w.lower(out.g), out.g.name("y"));
    return out;
}
template <class E>
constexpr graph::linear_refusal why(E const& residual) {
    return of(residual).found.why;
}
template <class... E>
constexpr bool are(graph::arena& g, graph::id_list const& nodes, E const&... expected) {
    int k = 0;
    return nodes.size == static_cast<int>(sizeof...(E)) && (graph::same(g, nodes[k++], expected.lower(g)) && ...);
}
template <class... Parts>
constexpr bool has_a(read r, Parts const&... parts) {
    return are(r.g, r.found.of[0].a, parts...);
}

// A derivative along an axis is the divergence of a multiple of e_i; a slow variable and time go under it.
constexpr auto layered = -d(a(y) * w0, y[0]) - x[0] * t * d(w, y[1], y[1]);
static_assert(has_a(of(layered), a(y), zero, zero, x[0] * t));
constexpr auto whole = -div(a(y) * (grad(w, y) + vector(w, x[1])), y) + x[0] * w0 - a(y);
static_assert([] {
    read r = of(whole);
    graph::linearisation const& at = r.found.of[0];
    return are(r.g, at.a, a(y), zero, zero, a(y)) && are(r.g, at.c, a(y), zero) && are(r.g, at.b, x[0], zero) &&
           are(r.g, at.r, zero) && are(r.g, at.flux, zero, a(y) * x[1]) && graph::same(r.g, at.source, a(y).lower(r.g));
}());
// Other unknowns are data, in flux and source.
static_assert([] {
    read r = of(-div(other * other * grad(w, y), y) - d(other, y[0], y[0]));
    graph::linearisation const& at = r.found.of[0];
    return are(r.g, at.a, other * other, zero, zero, other * other) && are(r.g, at.flux, d(other, y[0]), zero);
}());
// Where w is not differentiated it may enter nonlinearly.
static_assert([] {
    read r = of(pow<3>(w) - lap(w, y));
    return r.found.why == graph::linear_refusal::none && are(r.g, r.found.of[0].r, 3 * w * w);
}());
static_assert(why(-a(y) * lap(w, y)) == graph::linear_refusal::beyond_first_order);
static_assert(why(-div(w * grad(w, y), y)) == graph::linear_refusal::nonlinear);
static_assert(why(w * w0 - lap(w, y)) == graph::linear_refusal::nonlinear);
static_assert(why(w0 * w0 - lap(w, y)) == graph::linear_refusal::nonlinear);

}  // namespace
