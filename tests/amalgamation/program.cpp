// A program on Compiler Explorer: the one header and Boost are all that it has of lamina.
#include <lamina_dsl.hpp>

using namespace lamina;

constexpr auto x = position<1>;
constexpr auto eps = parameter<"eps">;
constexpr auto u = unknown<"u">(x);
constexpr auto a = coefficient<"a">([](auto y) { return 1 / (2.1 + 2 * sin(y)); });
constexpr auto darcy = problem(-div(a(x / eps) * grad(u)) == sin(x), on(boundary, u == 0));
constexpr auto two_scale = homogenize(darcy, x / eps);

static_assert(facts_of(darcy).order == 2 && facts_of(darcy).linear);
static_assert(same(div(grad(u)), lap(u)));

int main() {
    print(darcy, unicode);
    print(two_scale.cell<0>());
}
