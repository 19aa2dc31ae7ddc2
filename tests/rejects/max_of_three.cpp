// rejects: max\(u, x\[0\], number\): max takes two, expressions or numbers; write max\(u, 2\)
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);

constexpr auto f = max(u, x[0], 1);
