// rejects: u == normal\[2_c\]: normal has as many components as the position, from normal\[0\] on
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);
constexpr auto r = problem(lap(u) == 0, on(boundary, u == normal[2_c]));
