// rejects: dot\(grad\(u\), number\): the first is a 2-vector, the second a scalar; dot needs two vectors of one length
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);

int main() { auto e = dot(grad(u), 1); }
