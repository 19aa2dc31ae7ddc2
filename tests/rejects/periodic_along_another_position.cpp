// rejects: on\(periodic\(y\[0\]\), u\): u depends on no y in position<2>; name the axes of its own position
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);
constexpr auto y = position<2, "y">;

constexpr auto p = problem(-lap(u) == 1, on(periodic(y[0]), u));
