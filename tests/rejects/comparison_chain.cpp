// rejects: number < x\[0\] < number: compare two expressions at a time; write where\(0 < y && y < 1, \.\.\.\)
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);

int main() { auto w = where((0 < x[0]) < 1, 1.0, 2.0); }
