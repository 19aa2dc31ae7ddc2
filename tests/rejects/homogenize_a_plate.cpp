// rejects: homogenize: lap\(a\(x / eps\) \* lap\(u\)\) == number has derivatives of more than the second order, and
// second order is the limit of the expansion in two scales; write -div\(a \* grad\(u\)\) with a at x / eps
#include <lamina/dsl/expr/coefficient.hpp>
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/twoscale/homogenize.hpp>

using namespace lamina;
constexpr auto x = position<1>;
constexpr auto u = unknown<"u">(x);
constexpr auto eps = parameter<"eps">;
constexpr auto a = coefficient<"a">([](auto y) { return 2 + sin(y); });
constexpr auto darcy = problem(-div(a(x / eps) * grad(u)) == 1, on(boundary, u == 0));

int main() { auto h = homogenize(problem(lap(a(x / eps) * lap(u)) == 1, on(boundary, u == 0)), x / eps); }
