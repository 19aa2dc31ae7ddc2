// rejects: v \+ grad\(v\): v is a scalar and grad\(v\) is a 2-vector; only equal shapes add
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto v = unknown<"v">(x);

int main() { auto r = v + grad(v); }
