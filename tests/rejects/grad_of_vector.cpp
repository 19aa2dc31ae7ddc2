// rejects: grad\(grad\(v\)\): grad\(v\) is a 2-vector, grad needs a scalar; apply it to a component
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto v = unknown<"v">(x);

int main() { auto r = grad(grad(v)); }
