// rejects: manufacture\(-lap\(u\) == number, u, sin\(u\)\): the exact solution is known, and sin\(u\) contains the
// unknown u; write it as a function of x
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);
constexpr auto r = problem(manufacture(-lap(u) == 0, u, sin(u)), on(boundary, u == 0));
