// rejects: on\(u, periodic\(x\[0\]\)\): the place comes first; write on\(periodic\(x\[0\]\), u\)
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);

constexpr auto p = problem(-lap(u) == 1, on(u, periodic(x[0])));
