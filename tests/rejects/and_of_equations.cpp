// rejects: -lap\(u\) == number && u == number: && joins comparisons of where; write equations with commas between them
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);

constexpr auto p = problem(-lap(u) == 1 && u == 0);
