// rejects: substitute\(u \+ sin\(x\), x, x - number\): u in it is one in x and would stay there; write the expression
// at x - number itself
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/problem/problem.hpp>
#include <lamina/dsl/rewrite/substitute.hpp>

using namespace lamina;
constexpr auto x = position<1>;
constexpr auto u = unknown<"u">(x);

int main() { auto e = substitute(sin(x) + u, x, x - 0.1); }
