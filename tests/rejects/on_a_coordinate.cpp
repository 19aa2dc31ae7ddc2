// rejects: on\(x\[0\], u == number\): x\[0\] is no place; write on\(x\[0\] == 0, u == number\)
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);

constexpr auto p = problem(-lap(u) == 1, on(x[0], u == 0));
