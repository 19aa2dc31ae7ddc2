// rejects: x\[0\] % number: % is no operation on expressions; write what repeats by sin and cos, or as a coefficient at
// x / eps
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);

constexpr auto p = problem(-lap(u) == x[0] % 2);
