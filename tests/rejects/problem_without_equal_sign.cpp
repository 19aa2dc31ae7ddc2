// rejects: problem\(\.\.\.\): -lap\(u\) is no equation; write -lap\(u\) == 0
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);

constexpr auto p = problem(-lap(u), on(boundary, u == 0));
