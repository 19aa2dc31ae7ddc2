// rejects: -lap\(u\) \+ dt\(u\) == number: t stands in a problem of which no unknown depends on time; write
// unknown<.+>\(x, t\)
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto t = time_axis;
constexpr auto u = unknown<"u">(x);
constexpr auto r = problem(dt(u) - lap(u) == 0);
