// rejects: unknown<.+u.+>\(...\): an unknown depends on positions of one dimension and then on time
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto t = time_axis;
constexpr auto u = unknown<"u">(x, position<3, "y">);
