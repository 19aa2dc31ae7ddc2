// rejects: homogenize: q == .* and .* are several equations; write the problem of one equation
#include <lamina/dsl/expr/coefficient.hpp>
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/expr/tensors.hpp>
#include <lamina/dsl/problem/forms.hpp>
#include <lamina/dsl/twoscale/homogenize.hpp>

using namespace lamina;
constexpr auto x = position<1>;
constexpr auto u = unknown<"u">(x);
constexpr auto v = unknown<"q">(x);
constexpr auto a = coefficient<"a">([](auto y) { return 2 + sin(y); });

int main() {
    auto r = homogenize(first_order(problem(-div(a(x / parameter<"eps">) * grad(u)) == 1)), x / parameter<"eps">);
}
