// rejects: lap\(u\) = number: = gives a variable its value; write lap\(u\) == number for an equation
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);

constexpr auto p = problem(lap(u) = 1, on(boundary, u == 0));
