// rejects: the equation differentiates where\(x < number, number, number\), which jumps
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto x = position<1>;
constexpr auto u = unknown<"u">(x);
constexpr auto darcy = problem(-div(where(x < 0.5, 1.0, 10.0) * grad(u)) == 1, on(boundary, u == 0));

int main() { return facts_of(darcy).order; }
