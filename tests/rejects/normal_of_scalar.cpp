// rejects: dot needs two vectors of one length
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto t = time_axis;
constexpr auto u = unknown<"u">(x);
constexpr auto r = on(boundary, dot(normal, u) == 0);
