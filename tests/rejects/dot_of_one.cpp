// rejects: dot\(grad\(u\)\): dot takes two vectors; write dot\(grad\(u\), q\)
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);

constexpr auto f = dot(grad(u));
