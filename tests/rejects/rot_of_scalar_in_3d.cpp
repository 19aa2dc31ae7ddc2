// rejects: rot\(u\): u is a scalar in 3 dimensions; rot takes
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto x = position<3>;
constexpr auto t = time_axis;
constexpr auto u = unknown<"u">(x, t);
constexpr auto r = rot(u);
