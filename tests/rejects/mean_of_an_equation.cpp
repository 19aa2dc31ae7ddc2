// rejects: mean\(u == number\): an equation has no value; write mean\(u\) == number
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);

constexpr auto p = problem(-lap(u) == 1, mean(u == 0));
