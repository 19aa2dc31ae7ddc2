// rejects: -div\(a\(x, y\) \* \(grad\(chi, y\) \+ unit<0, 1>\), y\) == 0: x and y are two positions, points have one;
// write a parameter in place of the other, as in a\(s, y\)
#include <lamina/dsl/expr/coefficient.hpp>
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/twoscale/homogenize.hpp>
#include <lamina/discretise/collocate.hpp>

using namespace lamina;
constexpr auto x = position<1>;
constexpr auto u = unknown<"u">(x);
constexpr auto eps = parameter<"eps">;
constexpr auto a = coefficient<"a">([](auto x, auto y) { return 3 + sin(x) + sin(y); });
constexpr auto darcy = problem(-div(a(x, x / eps) * grad(u)) == 1, on(boundary, u == 0));

int main() { auto c = collocate(homogenize(darcy, x / eps).cell<0>(), interval(0, 1), mlp({3})); }
