// rejects: on\(periodic, u == number\): periodic conditions are on an unknown itself; write on\(periodic, u\)
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);

constexpr auto p = problem(-lap(u) + u == 1, on(periodic, u == 0));
