// rejects: d\(u, x\[0\] \+ x\[1\]\): x\[0\] \+ x\[1\] is no coordinate; write d\(u, x\[0\]\)
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);
constexpr auto r = d(u, x[0], x[0] + x[1]);
