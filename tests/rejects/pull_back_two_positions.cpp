// rejects: depends on more than one position
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);
constexpr auto poisson = problem(-lap(u) == 1, on(boundary, u == 0));

int main() { auto r = pull_back(poisson, vector(x[0], x[1] + position<2, "y">[0])); }
