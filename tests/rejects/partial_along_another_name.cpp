// rejects: d\(u, s\[0\]\): u does not depend on this 2-dimensional position; write a coordinate of its own
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto s = position<2, "s">;
constexpr auto u = unknown<"u">(x);
constexpr auto r = d(u, s[0]);
