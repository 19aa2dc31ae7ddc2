// rejects: where\(x\[0\] < number, u\): a comparison comes first, then the value where it holds and the value elsewhere
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);

int main() { auto e = where(x[0] < 0.5, u); }
