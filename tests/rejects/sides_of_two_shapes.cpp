// rejects: the left side is a 2-vector, the right side a scalar
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto v = unknown<"v">(x);

int main() { auto r = grad(v) == 0; }
