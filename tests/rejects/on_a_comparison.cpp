// rejects: on\(x\[0\] < number, u == number\): a place is a side, a comparison none; write on\(x\[0\] == 1, u == number\)
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);

constexpr auto p = problem(-lap(u) == 1, on(x[0] < 0.5, u == 0));
