// rejects: homogenize: the fast variable is a multiple of the 1-dimensional position z, the unknown of .* depends on
// the 1-dimensional position x; use one position
#include <lamina/dsl/expr/coefficient.hpp>
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/twoscale/homogenize.hpp>

using namespace lamina;
constexpr auto x = position<1>;
constexpr auto eps = parameter<"eps">;
constexpr auto u = unknown<"u">(x);
constexpr auto a = coefficient<"a">([](auto y) { return 2 + sin(y); });

int main() {
    auto p = problem(-div(a(x / eps) * grad(u)) == 1, on(boundary, u == 0));
    auto r = homogenize(p, position<1, "z"> / eps);
}
