// A program that homogenises a two-dimensional elliptic problem and prints the derivation.
#include <lamina/dsl.hpp>

using namespace lamina;

constexpr auto x = position<2>;
constexpr auto eps = parameter<"eps">;
constexpr auto u = unknown<"u">(x);
constexpr auto a = coefficient<"a">([](auto y) { return 2 + sin(y[0]) * cos(y[1]); });
constexpr auto two_scale = homogenize(problem(-div(a(x / eps) * grad(u)) == 1, on(boundary, u == 0)), x / eps);

void print_it() {
    print(two_scale.cell<0>());
    print(two_scale.corrector());
    print(two_scale.effective());
}
