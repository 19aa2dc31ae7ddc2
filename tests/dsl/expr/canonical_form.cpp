// Equal meanings written differently are one node.
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/expr/symbols.hpp>
#include <lamina/dsl/expr/vectors.hpp>
#include <lamina/dsl/expr/unknown.hpp>

using namespace lamina;

namespace {
constexpr auto x = position<2>;
constexpr auto k = parameter<"k">;
constexpr auto u = unknown<"u">(x);
constexpr constant_t<2> two{};

constexpr bool identical(auto const& p, auto const& q) {
    graph::arena g;
    return p.lower(g) == q.lower(g);
}
constexpr bool is_rational(auto const& e, long n, long d = 1) {
    graph::arena g;
    return graph::is_number(g, e.lower(g), {n, d});
}

static_assert(identical(u + k, k + u));
static_assert(identical(u * k, k * u));
static_assert(identical((u + k) + x[0], u + (k + x[0])));
static_assert(identical((u * k) * x[0], u * (k * x[0])));
static_assert(identical(u + u, two * u));
static_assert(identical(u * u * u, pow<3>(u)));
static_assert(identical(u / k, u * pow<-1>(k)));
static_assert(identical(u * u / u, u));
static_assert(identical(-(-u), u));
static_assert(identical(u - k, -(k - u)));
static_assert(identical(pow<2>(u * k), pow<2>(u) * pow<2>(k)));
static_assert(identical(sqrt(u) * sqrt(u), u));
static_assert(!identical(sqrt(pow<2>(u)), u));  // |u|
static_assert(identical(sin(-u), -sin(u)));
static_assert(identical(cos(k - u), cos(k - u)));
static_assert(identical(cos(-u), cos(u)));
static_assert(identical(two * (u + k), two * u + two * k));
static_assert(identical(dot(x, unit<0, 2>), dot(unit<0, 2>, x)));

static_assert(is_rational(u - u, 0));
static_assert(is_rational(u / u, 1));
static_assert(is_rational(constant<1, 2> + constant<1, 3>, 5, 6));
static_assert(is_rational(pow<-2>(constant<2, 3>), 9, 4));
static_assert(is_rational(exp(constant<0>), 1));
static_assert(is_rational(log(constant<1>), 0));

// A user's numbers are no structure: two equal values are two literals, and 0.0 * u is still there.
static_assert(!identical(2 * u, u + u));
static_assert(!is_rational(0.0 * u, 0));
}  // namespace
