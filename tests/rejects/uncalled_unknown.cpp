// rejects: u is an unknown without its arguments; write u\(x\)
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">;

constexpr auto p = problem(-lap(u) == 1, on(boundary, u == 0));
