// rejects: dot\(v, v\): the first is a scalar, the second a scalar; dot needs two vectors
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto v = unknown<"v">(x);

int main() { auto r = dot(v, v); }
