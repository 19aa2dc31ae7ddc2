// rejects: hypot\(u\): hypot takes two, expressions or numbers; write hypot\(u, 2\)
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);

constexpr auto f = hypot(u);
