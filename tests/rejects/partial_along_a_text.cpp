// rejects: d\(u, \.\.\.\): d takes an expression and then coordinates; write d\(u, x\[0\]\)
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);

constexpr auto f = d(u, "x");
