// rejects: problem\(\.\.\.\): u is the name of an unknown and of a coefficient; write another name
#include <lamina/dsl/expr/coefficient.hpp>
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<1>;
constexpr auto u = unknown<"u">(x);
constexpr auto a = coefficient<"u">([](auto y) { return 2 + y; });

constexpr auto p = problem(-lap(u) == a(x));
