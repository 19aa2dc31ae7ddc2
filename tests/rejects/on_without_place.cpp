// rejects: on\(u == number\): no place is named; write on\(boundary, u == number\)
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);

constexpr auto p = problem(-lap(u) == 1, on(u == 0));
