// rejects: homogenize: .* is nonlinear in the fast gradient .* make the flux linear in the gradient of its unknown
#include <lamina/dsl/expr/coefficient.hpp>
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/twoscale/homogenize.hpp>

using namespace lamina;
constexpr auto x = position<1>;
constexpr auto eps = parameter<"eps">;
constexpr auto u = unknown<"u">(x);
constexpr auto a = coefficient<"a">([](auto y) { return 2 + sin(y); });

int main() {
    auto r = homogenize(problem(-div(a(x / eps) * pow<2>(d(u, x)) * grad(u)) == 1, on(boundary, u == 0)), x / eps);
}
