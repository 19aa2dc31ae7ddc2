// rejects: on\(u == number, ...\): a place is a coordinate equal to a constant
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto t = time_axis;
constexpr auto u = unknown<"u">(x);
constexpr auto c = on(boundary || u == 1, u == 0);
