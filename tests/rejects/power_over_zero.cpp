// rejects: pow<1, 0>\(u\): the exponent 1 / 0 is no number; write pow<1, 2>\(u\) for the power 1 / 2
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);
constexpr auto r = pow<1, 0>(u);
