// rejects: there is no equation among the 1 conditions; write the equation first
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto t = time_axis;
constexpr auto u = unknown<"u">(x);
constexpr auto r = problem(on(boundary, u == 0));
