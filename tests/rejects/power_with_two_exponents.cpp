// rejects: pow<2>\(u, number\): pow<2> takes one expression; write pow<2>\(u\), or pow\(u, 2\)
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);

constexpr auto f = pow<2>(u, 3);
