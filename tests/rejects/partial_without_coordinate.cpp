// rejects: d\(u\): there is no coordinate to differentiate by; write d\(u, x\[0\]\)
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);
constexpr auto r = problem(d(u) == 1, on(boundary, u == 0));
