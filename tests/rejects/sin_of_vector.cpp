// rejects: sin\(grad\(v\)\): grad\(v\) is a 2-vector, sin needs a scalar
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto v = unknown<"v">(x);

int main() { auto r = sin(grad(v)); }
