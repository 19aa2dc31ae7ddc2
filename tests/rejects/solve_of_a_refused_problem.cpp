// rejects: lap\(number\): number depends on no position; write it as a function of x, or drop the derivative
#include <lamina/train/solve.hpp>

using namespace lamina;
double const u = 1;

auto found = solve(problem(-lap(u) == 1, on(boundary, u == 0)), interval(0, 1));
