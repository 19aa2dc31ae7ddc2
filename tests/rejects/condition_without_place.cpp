// rejects: u == number without a place holds everywhere: 2 equations for 1 unknown; write on\(boundary, u == number\)
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);

constexpr auto p = problem(-lap(u) == 1, u == 0);
