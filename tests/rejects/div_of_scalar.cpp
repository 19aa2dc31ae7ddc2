// rejects: div\(v\): v is a scalar, div needs a 2-vector; write div\(grad\(\.\.\.\)\) or lap
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto v = unknown<"v">(x);

int main() { auto r = div(v); }
