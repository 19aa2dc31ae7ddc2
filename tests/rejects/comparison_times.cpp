// rejects: x\[0\] < number \* u: a comparison or an equation has no value; write where\(y < 0\.5, u, 0\)
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);

int main() { auto e = (x[0] < 0.5) * u; }
