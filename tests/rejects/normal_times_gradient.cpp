// rejects: normal \* grad\(u\): \* is no product of two vectors; write dot\(normal, grad\(u\)\)
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);

constexpr auto p = problem(-lap(u) == 1, on(boundary, normal * grad(u) == 0));
