// Shapes and dimensions of what a user writes.
#include <lamina/dsl/calculus/differential.hpp>
#include <lamina/dsl/expr/coefficient.hpp>
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/expr/tensors.hpp>
#include <lamina/dsl/expr/unknown.hpp>
#include <lamina/dsl/rewrite/same.hpp>

using namespace lamina;

namespace {
template <int D>
constexpr auto u = unknown<"u">(position<D>);

template <class E>
constexpr bool has_form(E const&, shape form) {
    return E::form == form;
}
constexpr auto A = coefficient<"A">([](auto y) { return matrix(row(y[0], 0), row(1, y[1])); });
constexpr auto a = coefficient<"a">([](auto y) { return 2 + sin(y); });

static_assert(has_form(grad(u<1>), {1, 0}));
static_assert(has_form(grad(u<2>), {2, 0}));
static_assert(has_form(grad(u<3>), {3, 0}));
static_assert(has_form(position<1>, {}));
static_assert(has_form(position<3>, {3, 0}));
static_assert(has_form(div(grad(u<3>)), {}));
static_assert(has_form(A(position<2>), {2, 2}));
static_assert(has_form(A(position<2>) * grad(u<2>), {2, 0}));
static_assert(has_form(A(position<2>) * A(position<2>), {2, 2}));
static_assert(has_form(A(position<2>)[0][1], {}));
static_assert(has_form(a(position<1>) * grad(u<1>), {1, 0}));
static_assert(has_form(dot(grad(u<2>), grad(u<2>)), {}));
static_assert(has_form(grad(u<2>)[1], {}));
static_assert(has_form(vector(1, 2, 3), {3, 0}));
static_assert(has_form(mean(grad(u<2>)), {2, 0}));

static_assert(decltype(u<2> + 1)::dimension == 2);
static_assert(decltype(parameter<"k"> * 2)::dimension == 0);
static_assert(decltype(a(position<1> / parameter<"eps">))::dimension == 1);

// up to ten dimensions
static_assert(has_form(grad(u<10>), {10, 0}));
static_assert(has_form(identity<10> * grad(u<10>), {10, 0}));
static_assert(same(div(identity<10> * grad(u<10>)), lap(u<10>)));

// Only the numbers that a user wrote take room.
static_assert(sizeof(2.0 * lap(u<2>)) == sizeof(double));
}  // namespace
