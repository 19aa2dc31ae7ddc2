// rejects: where\(x\[0\] == number, number, number\): an equation chooses nothing; write where\(x\[0\] < 0\.5, 1\.0,
// 2\.0\), with < or <=
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);

int main() { auto e = where(x[0] == 0, 1.0, 2.0); }
