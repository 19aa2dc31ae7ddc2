// rejects: non_divergence: .* are several equations; write the problem of one equation
#include <lamina/dsl/expr/coefficient.hpp>
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/expr/tensors.hpp>
#include <lamina/dsl/problem/forms.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);
constexpr auto v = unknown<"q">(x);
constexpr auto a = coefficient<"a">([](auto y) { return 2 + sin(y[0]); });

int main() { auto r = non_divergence(problem(-div(a(x) * grad(u)) == v, -lap(v) == u)); }
