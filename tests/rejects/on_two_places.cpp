// rejects: on\(x\[0\] == number, x\[1\] == number, u == number\): several places are joined by \|\|; write on\(x\[0\]
// == number \|\| x\[1\] == number, u == number\)
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);

constexpr auto c = on(x[0] == 0, x[1] == 0, u == 0);
