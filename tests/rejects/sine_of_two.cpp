// rejects: sin\(u, x\[0\]\): sin takes one expression; write sin\(u\)
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);

constexpr auto f = sin(u, x[0]);
