#include <lamina/dsl.hpp>
#include <lamina/dsl/weak/diffusion.hpp>

using namespace lamina;

constexpr auto x = position<1>;
constexpr auto z = position<2>;
constexpr auto u = unknown<"u">(x);
constexpr auto v = unknown<"u">(z);
constexpr auto a = coefficient<"a">([](auto y) { return 2 + sin(y); });
constexpr auto M = coefficient<"M">([](auto y) { return matrix(row(2 + y[0], 4), row(0, 3)); });

/// Entry k of the diffusion of an equation is an expression.
template <class E, class Entry>
constexpr bool entry_is(E const& equation, int k, Entry const& entry) {
    graph::arena g;
    g.literals_by_value = true;
    graph::id_list const part = graph::diffusion(g, equation.lower(g));
    return graph::same(g, part[k], entry.lower(g));
}
template <class E>
constexpr int size_of(E const& equation) {
    graph::arena g;
    return graph::diffusion(g, equation.lower(g)).size;
}

static_assert(entry_is(-div(a(x) * grad(u)) == sin(x), 0, 2 + sin(x)));
static_assert(entry_is(-div(M(z) * grad(v)) == 1, 0, 2 + z[0]));
static_assert(entry_is(-div(M(z) * grad(v)) == 1, 1, constant<2>));  // half of 4 + 0: the symmetric part
static_assert(entry_is(-div(M(z) * grad(v)) == 1, 2, constant<3>));
static_assert(!entry_is(-div(a(x) * grad(u)) == sin(x), 0, 2 - sin(x)));
static_assert(entry_is(-lap(v) + v * v == 1, 1, constant<0>));
static_assert(size_of(-lap(v) == 1) == 3);
static_assert(size_of(-div((1 + u * u) * grad(u)) == 1) == 0);
static_assert(size_of(d(u, x) == 1) == 0);
static_assert(size_of(lap(lap(v)) == 1) == 0);
