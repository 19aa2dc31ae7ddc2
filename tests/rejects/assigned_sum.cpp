// rejects: -lap\(u\) \+ u = sin\(x\[0\]\): = gives a variable its value; write -lap\(u\) \+ u == sin\(x\[0\]\)
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);

constexpr auto p = problem(-lap(u) + u = sin(x[0]));
