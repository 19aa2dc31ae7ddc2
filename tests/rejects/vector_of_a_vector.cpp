// rejects: vector\(grad\(u\)\): grad\(u\) is a 2-vector, vector needs a scalar; apply it to a component
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);

constexpr auto f = vector(grad(u), u);
