// rejects: u \+= number: an expression is no variable that changes; write what it becomes by \+
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);

constexpr auto v = u += 1;
