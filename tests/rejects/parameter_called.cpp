// rejects: nu\(number\): nu is a number that is bound when the problem is solved; write nu alone, and nu = number among
// the arguments of collocate or solve
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto nu = parameter<"nu">(0.1);
