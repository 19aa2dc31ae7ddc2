// rejects: u == observed: observed is known at measured points only; write on\(measured<
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto t = time_axis;
constexpr auto u = unknown<"u">(x);
constexpr auto r = problem(lap(u) == 0, on(boundary, u == observed));
