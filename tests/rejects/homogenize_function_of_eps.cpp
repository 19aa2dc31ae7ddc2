// rejects: homogenize: .* is no series in powers of its small parameter; use integer powers of it, and functions only
// of x / eps
#include <lamina/dsl/expr/coefficient.hpp>
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/twoscale/homogenize.hpp>

using namespace lamina;
constexpr auto x = position<1>;
constexpr auto eps = parameter<"eps">;
constexpr auto u = unknown<"u">(x);
constexpr auto a = coefficient<"a">([](auto y) { return 2 + sin(y); });

int main() { auto r = homogenize(problem(-div(a(x / eps) * grad(u)) == sin(eps), on(boundary, u == 0)), x / eps); }
