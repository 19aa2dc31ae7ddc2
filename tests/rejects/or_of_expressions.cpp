// rejects: u \|\| number: \|\| joins places, or comparisons of where; write on\(x\[0\] == 0 \|\| x\[0\] == 1, \.\.\.\)
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);

constexpr auto p = problem(-lap(u) == 1, on(boundary, (u || 0) == 0));
