// rejects: substitute\(v, v, u\): v is a 2-vector and u is a scalar; write one of the shape of v
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/problem/problem.hpp>
#include <lamina/dsl/rewrite/substitute.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);
constexpr auto v = unknown<"v", 2>(x);

int main() { auto e = substitute(v, v, u); }
