// rejects: first_order: .* has an unknown with the name of the flux; give the flux another, as in first_order
#include <lamina/dsl/expr/coefficient.hpp>
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/expr/tensors.hpp>
#include <lamina/dsl/problem/forms.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);
constexpr auto v = unknown<"q">(x);
constexpr auto a = coefficient<"a">([](auto y) { return 2 + sin(y[0]); });

int main() { auto r = first_order(problem(-div(a(x) * grad(v)) == 1)); }
