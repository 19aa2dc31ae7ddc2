// rejects: the equation differentiates abs\(u\) more often than its kink allows
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);
constexpr auto bent = problem(-lap(abs(u)) == 1, on(boundary, u == 0));

int main() { return facts_of(bent).order; }
