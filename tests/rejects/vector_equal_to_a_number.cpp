// rejects: v == number: the left side is a 2-vector, the right side a scalar; write vector\(number, number\) on the
// right
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto v = unknown<"v", 2>(x);

constexpr auto c = on(boundary, v == 0);
