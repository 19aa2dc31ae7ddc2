// rejects: a is a coefficient without its arguments; write a\(x\)
#include <lamina/dsl/expr/coefficient.hpp>
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<1>;
constexpr auto u = unknown<"u">(x);
constexpr auto a = coefficient<"a">([](auto y) { return 2 + y; });

constexpr auto p = problem(-div(a * grad(u)) == 1);
