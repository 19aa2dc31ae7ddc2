// rejects: homogenize: .* are several equations
#include <lamina/dsl/expr/coefficient.hpp>
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/expr/tensors.hpp>
#include <lamina/dsl/twoscale/homogenize.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto eps = parameter<"eps">;
constexpr auto u = unknown<"u", 2>(x);
constexpr auto a = coefficient<"a">([](auto y) { return 2 + sin(y[0]); });
constexpr auto p = unknown<"p">(x);
constexpr auto none = vector(constant<0>, constant<0>);

int main() {
    auto r = homogenize(problem(-div(a(x / eps) * grad(u)) == none, -div(a(x / eps) * grad(p)) + div(u) == 1), x / eps);
}
