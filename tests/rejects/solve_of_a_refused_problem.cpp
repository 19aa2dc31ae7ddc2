// rejects: on\(boundary, number\): the second is no equation; write on\(boundary, u == 0\)
#include <lamina/train/solve.hpp>

using namespace lamina;
constexpr auto s = position<1>;
constexpr auto w = unknown<"w">(s);
double const u = 1;

auto found = solve(problem(-lap(w) == 1, on(boundary, u == 0)), interval(0, 1));
