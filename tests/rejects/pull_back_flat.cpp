// rejects: has a Jacobian determinant of 0: it flattens the box
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);
constexpr auto poisson = problem(-lap(u) == 1, on(boundary, u == 0));

int main() { auto r = pull_back(poisson, vector(x[0], 2 * x[0])); }
