// rejects: !\(u\): ! is no operation on what an equation consists of; write -\(u\)
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);

constexpr auto p = problem(-lap(u) == !u);
