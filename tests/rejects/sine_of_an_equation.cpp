// rejects: sin\(u == number\): an equation has no value; write sin\(u\) == number
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);

constexpr auto f = sin(u == 0);
