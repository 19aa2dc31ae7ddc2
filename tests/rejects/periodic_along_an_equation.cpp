// rejects: periodic\(x\[0\] == number\): x\[0\] == number is no axis of space; write periodic\(x\[0\]\), or
// on\(periodic, u\) for all axes
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);

constexpr auto p = problem(-lap(u) == 1, on(periodic(x[0] == 0), u));
