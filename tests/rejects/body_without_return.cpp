// rejects: a: its body gives nothing; write \[\]\(auto y\) { return \.\.\.; }
#include <lamina/dsl/expr/coefficient.hpp>
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<1>;
constexpr auto u = unknown<"u">(x);
constexpr auto a = coefficient<"a">([](auto y) { y + 1; });

int main() { auto e = a(x); }
