// rejects: w is an unknown without its arguments; write w\(x\)
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);
constexpr auto w = unknown<"w">;

constexpr auto p = problem(-lap(u) == 1, on(boundary, w));
