// rejects: t = number: = gives a variable its value; write t == number
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<1>;
constexpr auto t = time_axis;
constexpr auto u = unknown<"u">(x, t);

constexpr auto p = problem(dt(u) == lap(u), on(t = 0, u == 0));
