// rejects: d\(u, x\[0\]\): u does not depend on this 3-dimensional position; write a coordinate of its own
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);
constexpr auto r = d(u, position<3>[0]);
