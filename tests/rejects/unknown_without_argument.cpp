// rejects: unknown<.+u.+>\(...\): an unknown depends on positions of one dimension and then on time; write
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto t = time_axis;
constexpr auto u = unknown<"u">();
