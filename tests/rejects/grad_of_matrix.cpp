// rejects: is a 2 x 2 matrix, grad needs a scalar or a vector; apply it to a component
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto v = unknown<"v">(x);

int main() { auto r = grad(grad(grad(v))); }
