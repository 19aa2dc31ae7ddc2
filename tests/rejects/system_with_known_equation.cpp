// rejects: x\[0\] == number contains no unknown; declare what is sought
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto t = time_axis;
constexpr auto u = unknown<"u">(x);
constexpr auto r = problem(lap(u) == 0, x[0] == 1);
