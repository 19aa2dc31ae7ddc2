// rejects: the equation differentiates a, which jumps; solve it in the Fourier cell form
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);
constexpr auto a = coefficient<"a">(table_t{});

int main() { return facts_of(problem(-div(a(x) * grad(u)) == 1, on(boundary, u == 0))).order; }
