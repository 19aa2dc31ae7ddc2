// rejects: homogenize: .* has no operator of leading order that determines a corrector
#include <lamina/dsl/expr/coefficient.hpp>
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/twoscale/homogenize.hpp>

using namespace lamina;
constexpr auto x = position<1>;
constexpr auto eps = parameter<"eps">;
constexpr auto u = unknown<"u">(x);
constexpr auto a = coefficient<"a">([](auto y) { return 2 + sin(y); });

int main() { auto r = homogenize(problem(-pow<2>(eps) * lap(u) + a(x / eps) * u == x, on(boundary, u == 0)), x / eps); }
