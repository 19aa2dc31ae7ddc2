// rejects: u\(number\): u has been given its arguments; write u alone, and its value at a place as on\(x == number, u
// == number\)
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<1>;
constexpr auto u = unknown<"u">(x);

constexpr auto p = problem(-lap(u) == 1, u(0) == 0);
