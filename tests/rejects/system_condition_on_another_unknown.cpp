// rejects: a condition is on w, which the equation does not contain: the unknown of .* and .* is u, v; write the
// condition on it
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto t = time_axis;
constexpr auto u = unknown<"u">(x);
constexpr auto v = unknown<"v", 2>(x);
constexpr auto r = problem(v == grad(u), div(v) == 1, on(boundary, u == unknown<"w">(x)));
