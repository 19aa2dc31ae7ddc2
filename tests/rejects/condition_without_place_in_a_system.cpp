// rejects: v\[0\] == number without a place holds everywhere: 3 equations for 2 unknowns; write on\(boundary, v\[0\] ==
// number\)
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto v = unknown<"v", 2>(x);

constexpr auto p = problem(-lap(v) == vector(1, 1), v[0] == 0, on(boundary, v == vector(0, 0)));
