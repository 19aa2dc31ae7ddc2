// rejects: d\(u, number \* x\[0\]\): number \* x\[0\] is no coordinate; write d\(u, x\[0\]\)
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);
constexpr auto r = d(u, 2 * x[0]);
