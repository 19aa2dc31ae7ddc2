// rejects: periodic\(x, x\[1\]\): x\[1\] is there twice; name each axis once
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);

constexpr auto p = problem(-lap(u) == 1, on(periodic(x, x[1]), u));
