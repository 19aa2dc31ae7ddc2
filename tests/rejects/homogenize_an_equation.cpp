// rejects: homogenize\(-div\(a\(x / eps\) \* grad\(u\)\) == number, x / eps\): the first is no problem; write
// problem\(\.\.\.\) of the equation
#include <lamina/dsl/expr/coefficient.hpp>
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/twoscale/homogenize.hpp>

using namespace lamina;
constexpr auto x = position<1>;
constexpr auto u = unknown<"u">(x);
constexpr auto eps = parameter<"eps">;
constexpr auto a = coefficient<"a">([](auto y) { return 2 + sin(y); });
constexpr auto darcy = problem(-div(a(x / eps) * grad(u)) == 1, on(boundary, u == 0));

int main() { auto h = homogenize(darcy.equation, x / eps); }
