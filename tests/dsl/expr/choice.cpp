#include <lamina/dsl.hpp>

using namespace lamina;

namespace {

constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);
constexpr auto two = constant<2>;

// canonical form
static_assert(same(where(x[0] < two, u, u), u));
static_assert(same(where(x[0] > two, 1, u), where(two < x[0], 1, u)));
static_assert(same(where(x[0] >= two, 1, u), where(two <= x[0], 1, u)));
static_assert(!same(where(x[0] < two, 1, u), where(x[0] <= two, 1, u)));
static_assert(same(where(constant<1> < two, u, 7), u));
static_assert(same(where(two <= two, u, 7), u));
static_assert(same(where(two < two, u, 7), constant<7>));

// derivatives are taken branch by branch
static_assert(same(d(where(x[0] < x[1], sin(x[0]), x[1]), x[0]), where(x[0] < x[1], cos(x[0]), 0)));
static_assert(same(d(where(u < two, pow<2>(u), x[0]), x[1]), where(u < two, 2 * u * d(u, x[1]), 0)));

// what a problem knows: a condition on the unknown makes it nonlinear, a condition on the point does not
static_assert(facts_of(problem(-lap(u) + where(x[0] < two, 3, 4) * u == 1)).linear);
static_assert(!facts_of(problem(-lap(u) + where(u < two, 3, 4) == 1)).linear);
static_assert(!facts_of(problem(-lap(u) + where(u < two, 3, 4) * u == 1)).linear);

// a derivative acts on a jump, or it does not
template <class E>
constexpr bool differentiates_a_jump(E const& e) {
    graph::arena g;
    return graph::differentiated_jump(g, e.lower(g)) != graph::node_id::none;
}
constexpr auto phases = coefficient<"a">([](auto y) { return where(y[0] < 0.5, 1.0, 10.0); });
constexpr auto trusted = coefficient<"a">([](auto y) { return where(y[0] < 0.5, 1.0, 1 + y[0]); }, differentiable);
constexpr auto k = parameter<"k">;
static_assert(differentiates_a_jump(-div(phases(x) * grad(u))));
static_assert(differentiates_a_jump(grad(where(u < 1, u, 2))[0]));
static_assert(differentiates_a_jump(d(where(x[0] < 1, x[0], 2), x[0])));
static_assert(differentiates_a_jump(d(phases(x), x[0])));
static_assert(differentiates_a_jump(d(u * phases(x), x[1])));
static_assert(!differentiates_a_jump(-phases(x) * lap(u)));
static_assert(!differentiates_a_jump(-div(trusted(x) * grad(u))));
constexpr auto image = coefficient<"a">(table_t{});
constexpr auto smooth_image = coefficient<"a">(table_t{}, differentiable);
static_assert(differentiates_a_jump(-div(image(x) * grad(u))));
static_assert(!differentiates_a_jump(image(x) * lap(u)));
static_assert(!differentiates_a_jump(-div(smooth_image(x) * grad(u))));
static_assert(!differentiates_a_jump(-div(where(k < 1, k, 2) * grad(u))));
static_assert(!differentiates_a_jump(-div(phases(position<2, "y">) * grad(u, x), x)));

// a kink may be differentiated once, its n-th power n times, a sign not at all
static_assert(!differentiates_a_jump(-div(abs(u) * grad(u))));
static_assert(!differentiates_a_jump(-div(norm(grad(u)) * grad(u))));
static_assert(!differentiates_a_jump(lap(pow<2>(max(u, 0)))));
static_assert(!differentiates_a_jump(abs(lap(u)) + sign(u)));
static_assert(!differentiates_a_jump(abs(u) * lap(u) + d(abs(u), x[0])));
static_assert(!differentiates_a_jump(lap(u) + d(x[1] * abs(x[1] - 1), x[1]) + d(abs(k), x[0], x[0])));
static_assert(!differentiates_a_jump(lap(u) + d(d(pow(x[0], 2.5) + hypot(x[0], 1), x[0]), x[0])));
static_assert(differentiates_a_jump(lap(abs(u))));
static_assert(differentiates_a_jump(div(grad(max(u, 1)))));
static_assert(differentiates_a_jump(div(2 * x[0] * grad(min(u, 1)))));
static_assert(differentiates_a_jump(d(abs(x[0]) * u, x[0], x[0])));
static_assert(differentiates_a_jump(d(d(abs(x[0]), x[0]), x[0]) + u));
static_assert(differentiates_a_jump(lap(lap(pow<3>(abs(u))))));
static_assert(differentiates_a_jump(grad(sign(u))[0]));
constexpr auto tent = coefficient<"a">([](auto y) { return 1 + abs(y[0]); });
static_assert(!differentiates_a_jump(-div(tent(x) * grad(u))));
static_assert(differentiates_a_jump(-lap(tent(x) * u)));
static_assert(differentiates_a_jump(d(tent(x), x[0], x[0]) * u));

// conditions together, and what a problem knows of kinks
static_assert(same(where(u < two && x[0] < two, 1, 2), where(u < two, where(x[0] < two, 1, 2), 2)));
static_assert(same(where(!(u < two || x[0] < two), 1, 2), where(u < two, 2, where(x[0] < two, 2, 1))));
static_assert(!facts_of(problem(-lap(u) + sign(u) == 1)).linear);
static_assert(!facts_of(problem(-lap(u) + abs(u) == 1)).linear);
static_assert(!facts_of(problem(-lap(u) + max(u, 0) == 1)).linear);
static_assert(!facts_of(problem(-lap(u) + pow(u, 1.0) == 1)).linear);
static_assert(facts_of(problem(-lap(u) + sign(x[0]) * u == max(x[0], x[1]))).linear);

// what is declared is in the type
constexpr auto many = coefficient<"b">([](auto y) { return y; }, symmetric, coercive, periodic, continuous);
constexpr properties declared_of(auto const& call) {
    graph::arena g;
    return g.functions[static_cast<std::size_t>(g[call.lower(g)].a)].declared;
}
static_assert(declared_of(many(k)) == properties{true, false, true, true, true});
static_assert(declared_of(trusted(x)) == properties{true, true, false, false, false});
static_assert(declared_of(phases(x)) == properties{});

}  // namespace
