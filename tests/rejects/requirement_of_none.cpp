// rejects: requirement<0>\(\): the expansion of -div\(a\(x / eps\) \* grad\(u\)\) == number has none; write no
// requirement
#include <lamina/dsl/expr/coefficient.hpp>
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/twoscale/homogenize.hpp>

using namespace lamina;
constexpr auto x = position<1>;
constexpr auto u = unknown<"u">(x);
constexpr auto eps = parameter<"eps">;
constexpr auto a = coefficient<"a">([](auto y) { return 2 + sin(y); });
constexpr auto darcy = problem(-div(a(x / eps) * grad(u)) == 1, on(boundary, u == 0));

int main() { auto c = homogenize(darcy, x / eps).requirement<0>(); }
