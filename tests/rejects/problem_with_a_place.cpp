// rejects: problem\(\.\.\.\): boundary is a place at which nothing holds; write on\(boundary, u == 0\)
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);

constexpr auto p = problem(-lap(u) == 1, boundary);
