// rejects: grad\(u, u\): grad takes an expression, and the position where it depends on several; write grad\(u\)
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);

constexpr auto f = grad(u, u);
