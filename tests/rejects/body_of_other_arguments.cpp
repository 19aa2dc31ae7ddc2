// rejects: a\(x, u\): the body of a has no such arguments; write as many as its \[\]\(auto y\) names
#include <lamina/dsl/expr/coefficient.hpp>
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<1>;
constexpr auto u = unknown<"u">(x);
constexpr auto a = coefficient<"a">([](auto y) { return 2 + y; });

int main() { auto e = a(x, u); }
