// rejects: x\[0\] = number: = gives a variable its value; write x\[0\] == number
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);

constexpr auto p = problem(-lap(u) == 1, on(x[0] = 0, u == 0));
