// rejects: a condition is on w, which the equation does not contain: the unknown of .* is v
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto v = unknown<"v">(x);

int main() { auto r = problem(lap(v) == 0, on(boundary, unknown<"w">(x) == 0)); }
