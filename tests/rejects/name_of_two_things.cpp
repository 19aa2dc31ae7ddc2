// rejects: problem\(\.\.\.\): u is the name of an unknown and of a parameter; write another name
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<1>;
constexpr auto u = unknown<"u">(x);
constexpr auto k = parameter<"u">;

constexpr auto p = problem(-lap(u) == k, on(boundary, u == 0));
