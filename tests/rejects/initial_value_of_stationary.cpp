// rejects: u == number: t stands in a problem of which no unknown depends on time
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto t = time_axis;
constexpr auto u = unknown<"u">(x);
constexpr auto r = problem(lap(u) == 0, on(boundary || t == 0, u == 1));
