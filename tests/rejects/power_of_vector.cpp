// rejects: pow\(x\): x is a 2-vector, pow needs a scalar
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto v = unknown<"v">(x);

int main() { auto r = pow<2>(x); }
