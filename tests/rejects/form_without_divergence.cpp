// rejects: non_divergence: -lap.u. == .* has no term div.a \* grad.u.. with a scalar unknown u; write its highest
// derivatives so
#include <lamina/dsl/expr/coefficient.hpp>
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/expr/tensors.hpp>
#include <lamina/dsl/problem/forms.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);
constexpr auto v = unknown<"q">(x);
constexpr auto a = coefficient<"a">([](auto y) { return 2 + sin(y[0]); });

int main() { auto r = non_divergence(problem(-lap(u) == 1)); }
