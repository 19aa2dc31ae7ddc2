// rejects: manufacture\(-lap\(u\), u, sin\(x\)\): the first is no equation; write manufacture\(-lap\(u\) == 0, u,
// sin\(pi \* x\)\)
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/problem/problem.hpp>
#include <lamina/dsl/problem/manufacture.hpp>

using namespace lamina;
constexpr auto x = position<1>;
constexpr auto u = unknown<"u">(x);

constexpr auto p = problem(manufacture(-lap(u), u, sin(x)));
