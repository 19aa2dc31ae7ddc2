// rejects: homogenize: a condition contains eps; the effective problem has conditions on u0, which is the limit: write
// them without x / eps and other functions of eps
#include <lamina/dsl/expr/coefficient.hpp>
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/twoscale/homogenize.hpp>

using namespace lamina;
constexpr auto x = position<1>;
constexpr auto eps = parameter<"eps">;
constexpr auto u = unknown<"u">(x);
constexpr auto a = coefficient<"a">([](auto y) { return 2 + sin(y); });

int main() { auto r = homogenize(problem(-div(a(x / eps) * grad(u)) == 1, on(boundary, u == sin(x / eps))), x / eps); }
