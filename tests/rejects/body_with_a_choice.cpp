// rejects: argument 1 <= number is neither true nor false while the equation is written, so no if or \? : can ask;
// write where\(argument 1 <= number
#include <lamina/dsl/expr/coefficient.hpp>
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<1>;
constexpr auto u = unknown<"u">(x);
constexpr auto a = coefficient<"a">([](auto y) { return y <= 0.5 ? 1.0 : 2.0; });

int main() { auto e = a(x); }
