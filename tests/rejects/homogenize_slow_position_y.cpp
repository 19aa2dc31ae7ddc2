// rejects: homogenize: .* use one position, and not y, which names the fast variable
#include <lamina/dsl/expr/coefficient.hpp>
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/twoscale/homogenize.hpp>

using namespace lamina;
constexpr auto x = position<1>;
constexpr auto eps = parameter<"eps">;
constexpr auto u = unknown<"u">(x);
constexpr auto a = coefficient<"a">([](auto y) { return 2 + sin(y); });

int main() {
    constexpr auto y = position<1, "y">;
    auto v = unknown<"v">(y);
    auto r = homogenize(problem(-div(a(y / eps) * grad(v)) == 1, on(boundary, v == 0)), y / eps);
}
