// rejects: v\[1\] = u: = gives a variable its value; write v\[1\] == u
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);
constexpr auto v = unknown<"v", 2>(x);

constexpr auto p = problem(-lap(v) == vector(u, u), -lap(u) == 1, on(boundary, v[1] = u));
