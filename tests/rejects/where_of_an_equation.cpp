// rejects: where\(x\[0\] == number, number, number\): a comparison comes first, then the value where it holds and the value elsewhere; write where\(x\[0\] < 0\.5, 1\.0, 2\.0\)
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);

int main() { auto e = where(x[0] == 0, 1.0, 2.0); }
