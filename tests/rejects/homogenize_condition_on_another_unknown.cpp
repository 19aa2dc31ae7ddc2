// rejects: a condition is on w, which the equation does not contain: the unknown of .* is u
#include <lamina/dsl/expr/coefficient.hpp>
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/twoscale/homogenize.hpp>

using namespace lamina;
constexpr auto x = position<1>;
constexpr auto eps = parameter<"eps">;
constexpr auto u = unknown<"u">(x);
constexpr auto a = coefficient<"a">([](auto y) { return 2 + sin(y); });

int main() {
    auto r = homogenize(problem(-div(a(x / eps) * grad(u)) == 1, on(boundary, unknown<"w">(x) == 0)), x / eps);
}
