// rejects: problem\(\.\.\.\): -lap\(u\) < number is a comparison for where; write an equation with ==
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);

constexpr auto p = problem(-lap(u) < 1, on(boundary, u == 0));
