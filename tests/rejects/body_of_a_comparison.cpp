// rejects: a: its body gives argument 1 < number, which is true or false; write where\(argument 1 < number, 1\.0,
// 0\.0\)
#include <lamina/dsl/expr/coefficient.hpp>
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<1>;
constexpr auto u = unknown<"u">(x);
constexpr auto a = coefficient<"a">([](auto y) { return y < 0.5; });

int main() { auto e = a(x); }
