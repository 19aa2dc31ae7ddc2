// rejects: on\(periodic\(x\[0\]\), u == number\): periodic conditions are on an unknown itself; write
// on\(periodic\(x\[0\]\), u\)
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);

constexpr auto p = problem(-lap(u) == 1, on(periodic(x[0]), u == 0));
