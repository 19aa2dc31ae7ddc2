// rejects: solve\(\.\.\.\): the period of the cell of -div\(a\(x / eps\) \* grad\(u\)\) == number comes second, and has
// its name; write solve\(two_scale, period\(1\)\)
#include <lamina/dsl.hpp>
#include <lamina/homogenize/homogenized.hpp>

using namespace lamina;
constexpr auto x = position<1>;
constexpr auto u = unknown<"u">(x);
constexpr auto eps = parameter<"eps">;
constexpr auto a = coefficient<"a">([](auto y) { return 2 + sin(y); });
constexpr auto darcy = problem(-div(a(x / eps) * grad(u)) == 1, on(boundary, u == 0));

int main() { auto medium = solve(homogenize(darcy, x / eps), 1.0); }
