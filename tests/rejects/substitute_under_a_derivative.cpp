// rejects: substitute\(lap\(sin\(x\)\), x, number \* x\): a derivative or mean in it is one in x and would stay there;
// write the expression at number \* x itself
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/problem/problem.hpp>
#include <lamina/dsl/rewrite/substitute.hpp>

using namespace lamina;
constexpr auto x = position<1>;
constexpr auto u = unknown<"u">(x);

int main() { auto e = substitute(lap(sin(x)), x, 2 * x); }
