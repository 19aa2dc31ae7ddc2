// rejects: x\[i\]: x has two components, and C\+\+ must know which; write x\[0\] or x\[1\]
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);

int main() { for (int i = 0; i < 2; ++i) auto e = x[i]; }
