// rejects: order<7>\(\): the expansion of -div\(a\(x / eps\) \* grad\(u\)\) == number has those from -2 to 0; write
// order<-2>\(\) to order<0>\(\)
#include <lamina/dsl/expr/coefficient.hpp>
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/twoscale/homogenize.hpp>

using namespace lamina;
constexpr auto x = position<1>;
constexpr auto u = unknown<"u">(x);
constexpr auto eps = parameter<"eps">;
constexpr auto a = coefficient<"a">([](auto y) { return 2 + sin(y); });
constexpr auto darcy = problem(-div(a(x / eps) * grad(u)) == 1, on(boundary, u == 0));

int main() { auto c = homogenize(darcy, x / eps).order<7>(); }
