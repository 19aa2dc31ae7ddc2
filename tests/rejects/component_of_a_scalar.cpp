// rejects: \(u\)\[\.\.\.\]: u is a scalar and has no components; write it alone, or unknown<"v", 2>\(x\) for a vector
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);

constexpr auto f = u[0];
