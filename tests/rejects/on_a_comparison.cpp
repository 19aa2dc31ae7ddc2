// rejects: on\(x\[0\] < number, u == number\): a comparison is no place; write on\(x\[0\] == \.\.\., u == number\) for
// a side of the domain, or a where\(x\[0\] < number, \.\.\., \.\.\.\) in the equation
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);

constexpr auto p = problem(-lap(u) == 1, on(x[0] < 0.5, u == 0));
