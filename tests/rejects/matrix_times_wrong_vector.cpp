// rejects: is a 3 x 3 matrix and grad\(v\) is a 2-vector
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto v = unknown<"v">(x);

int main() { auto r = matrix(row(1, 0, v), row(0, 1, 0), row(0, 0, 1)) * grad(v); }
