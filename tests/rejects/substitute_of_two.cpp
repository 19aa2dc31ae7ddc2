// rejects: substitute\(u, number\): substitute takes an expression, a part of it, and what replaces the part; write
// substitute\(u, x\[0\], 2 \* x\[0\]\)
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);

constexpr auto v = substitute(u, 1);
