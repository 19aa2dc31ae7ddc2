// rejects: on\(periodic\(x\[2_c\]\), u\): u depends on no x in position<3>; name the axes of its own position
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);
constexpr auto z = position<3>;

constexpr auto p = problem(-lap(u) == 1, on(periodic(z[2_c]), u));
