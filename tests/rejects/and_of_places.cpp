// rejects: x\[0\] == number && x\[1\] == number: && joins comparisons of where; write equations with commas between
// them, places with \|\|
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);

constexpr auto p = problem(-lap(u) == 1, on(x[0] == 0 && x[1] == 0, u == 0));
