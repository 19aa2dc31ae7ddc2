// rejects: x\(number\): x is where a point is, no function; write x\[0\] for its first component, and a value at a
// place as on\(x\[0\] == number, u == number\)
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);

constexpr auto p = problem(-lap(u) == x(0), on(boundary, u == 0));
