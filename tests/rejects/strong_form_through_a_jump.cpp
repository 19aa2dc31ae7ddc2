// rejects: the equation differentiates a, which jumps; solve it in the Fourier cell form
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto x = position<1>;
constexpr auto u = unknown<"u">(x);
constexpr auto a = coefficient<"a">([](auto y) { return where(y < 0.5, 1.0, 10.0); });
constexpr auto darcy = problem(-div(a(x) * grad(u)) == 1, on(boundary, u == 0));

int main() { return facts_of(darcy).order; }
