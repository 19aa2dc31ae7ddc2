// rejects: lap\(u, x\): u does not depend on the 3-dimensional position x; write lap\(u\)
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);
constexpr auto r = lap(u, position<3>);
