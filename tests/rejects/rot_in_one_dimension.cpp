// rejects: rot\(u\): u is a scalar in 1 dimensions; rot takes a scalar or a vector in two, a vector in three
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto x = position<1>;
constexpr auto t = time_axis;
constexpr auto u = unknown<"u">(x);
constexpr auto r = rot(u);
